/** Friends and their watchlists at the simulated community service. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at, rows } from '#test/fakes/kit/ask.ts'
import { askCloud, type CloudAsk } from './ask.ts'
import { type SmallCloud, startSmallCloud, wish, wishes } from './small-cloud.ts'

const friendsQuery = 'query GetAllFriends { allFriendsV2 { user { id username } } }'
const watchlistQuery = `query GetWatchlistHub($uuid: ID = "", $first: PaginationInt!, $after: String) {
  userV2(user: {id: $uuid}) { ... on User { watchlist(first: $first, after: $after) {
    nodes { id title type } pageInfo { hasNextPage endCursor } } } } }`

describe('community', () => {
  let house: SmallCloud
  beforeEach(async () => {
    house = await startSmallCloud()
  })
  afterEach(() => house.close())

  const post = (body: unknown, options: CloudAsk = {}) =>
    askCloud(house.cloud, ['community', '/api'], { person: 'owner', method: 'POST', body, ...options })
  const uuid = (name: string): string => house.cloud.accounts.byName(name).uuid

  interface Page {
    readonly first?: number
    readonly after?: string
  }
  const hub = (name: string, { first = 100, after }: Page = {}) => ({
    query: watchlistQuery,
    operationName: 'GetWatchlistHub',
    variables: { uuid: uuid(name), first, ...(after === undefined ? {} : { after }) }
  })
  const answerOf = async (body: unknown, options: CloudAsk = {}): Promise<unknown> =>
    JSON.parse((await post(body, options)).text)

  const names = async (person: string): Promise<unknown[]> => {
    const answer = await answerOf({ query: friendsQuery, operationName: 'GetAllFriends' }, { person })
    return rows(answer, 'data', 'allFriendsV2').map((friend) => at(friend, 'user', 'username'))
  }

  test('friends have the public ids of their accounts; managed people never appear', async () => {
    expect(await names('owner')).toEqual(['friend', 'hermit', 'alex'])
    expect(await names('friend')).toEqual(['owner'])
    const answer = await answerOf({ query: friendsQuery })
    expect(at(answer, 'data', 'allFriendsV2', 0, 'user', 'id')).toBe(uuid('friend'))
  })

  test('full members of the Home may be left out', async () => {
    const other = await startSmallCloud({ quirks: { homeInFriends: false } })
    const body = { query: friendsQuery }
    const { text } = await askCloud(other.cloud, ['community', '/api'], { person: 'owner', method: 'POST', body })
    expect(rows(JSON.parse(text), 'data', 'allFriendsV2')).toHaveLength(2)
    await other.close()
  })

  test("a friend's list is read page by page", async () => {
    const found: unknown[] = []
    let after: string | undefined
    let pages = 0
    do {
      const list = at(
        await answerOf(hub('friend', after === undefined ? {} : { after })),
        'data',
        'userV2',
        'watchlist'
      )
      found.push(...rows(list, 'nodes').map(({ id }) => id))
      after = at(list, 'pageInfo', 'hasNextPage') === true ? String(at(list, 'pageInfo', 'endCursor')) : undefined
      pages += 1
    } while (after !== undefined)
    expect(pages).toBe(3)
    expect(found).toEqual(wishes(250, 30).map(({ hex }) => hex))
  })

  test('a cursor holds even when its item leaves the list', async () => {
    const first = await answerOf(hub('friend', { first: 10 }))
    const after = String(at(first, 'data', 'userV2', 'watchlist', 'pageInfo', 'endCursor'))
    house.cloud.control.removeFromWatchlist('friend', wish(39).hex)
    const second = await answerOf(hub('friend', { first: 10, after }))
    expect(at(second, 'data', 'userV2', 'watchlist', 'nodes', 0, 'id')).toBe(wish(40).hex)
  })

  test('nodes tell id, title and type in capitals', async () => {
    const [first] = rows(await answerOf(hub('friend', { first: 1 })), 'data', 'userV2', 'watchlist', 'nodes')
    expect(first).toMatchObject({ id: wish(30).hex, title: 'Wish 030', type: 'MOVIE' })
  })

  test('the older question is answered under its own name', async () => {
    const query = watchlistQuery.replace('userV2(user: {id: $uuid})', 'user(id: $uuid)')
    const answer = await answerOf({ ...hub('friend', { first: 1 }), query })
    expect(rows(answer, 'data', 'user', 'watchlist', 'nodes')).toHaveLength(1)
  })

  test('privacy is an answer with status 200 and errors', async () => {
    const answer = await post(hub('hermit'))
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.text)).toMatchObject({
      errors: [{ message: 'User not found: User privacy prevents viewing', path: ['userV2'] }],
      data: { userV2: null }
    })
  })

  test('privacy may change from one question to the next', async () => {
    const nodes = async (person: string) =>
      rows(await answerOf(hub('hermit'), { person }), 'data', 'userV2', 'watchlist', 'nodes').length
    expect([await nodes('owner'), await nodes('friend'), await nodes('hermit')]).toEqual([0, 0, 4])
    house.cloud.control.setPrivacy('hermit', 'friends')
    expect([await nodes('owner'), await nodes('friend')]).toEqual([4, 0])
    house.cloud.control.setPrivacy('hermit', 'public')
    expect([await nodes('owner'), await nodes('friend')]).toEqual([4, 4])
  })

  test('people who are managed, or nobody, are not found', async () => {
    expect(at(await answerOf(hub('kid')), 'errors', 0, 'message')).toContain('User not found')
    const nobody = { ...hub('friend'), variables: { uuid: 'nobody', first: 10 } }
    expect(at(await answerOf(nobody), 'errors', 0, 'message')).toContain('User not found')
  })

  test.each<[string, unknown]>([
    ['no JSON', 'nonsense'],
    ['no query', {}],
    ['a bracket too few', { query: 'query GetAllFriends { allFriendsV2 { user { id }' }],
    ['an unknown operation', { query: friendsQuery, operationName: 'Other' }],
    ['an unknown field', { query: 'query Other { other }' }],
    ['no page size', { query: watchlistQuery, variables: { uuid: 'x' } }],
    ['too large a page', { query: watchlistQuery, variables: { uuid: 'x', first: 101 } }]
  ])('%s is malformed', async (_what, body) => {
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(at(JSON.parse(answer.text), 'errors', 0, 'message')).toBeTypeOf('string')
  })

  test('the cursor may be null though there is more', async () => {
    const other = await startSmallCloud({ quirks: { nullEndCursor: true } })
    const { text } = await askCloud(other.cloud, ['community', '/api'], {
      person: 'owner',
      method: 'POST',
      body: hub('friend')
    })
    expect(at(JSON.parse(text), 'data', 'userV2', 'watchlist', 'pageInfo')).toEqual({
      hasNextPage: true,
      endCursor: null
    })
    await other.close()
  })

  test('a token is needed', async () => {
    expect((await post({ query: friendsQuery }, { token: 'nonsense' })).status).toBe(401)
  })
})
