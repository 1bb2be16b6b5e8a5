/** Who may ask the simulated server what. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rows } from '#test/fakes/kit/ask.ts'
import { ask, container, keys } from './ask.ts'
import { type FakePlex, startFakePlex } from './index.ts'
import { household, smallHouse } from './small-house.ts'

describe('rights', () => {
  let plex: FakePlex
  beforeEach(async () => {
    plex = await startFakePlex({ library: smallHouse(), people: household })
  })
  afterEach(() => plex.close())

  test('anybody may ask who the server is', async () => {
    const answer = await ask(plex, '/identity')
    expect(JSON.parse(answer.text).MediaContainer).toMatchObject({
      claimed: true,
      machineIdentifier: plex.machineIdentifier
    })
  })

  test.each(['/', '/library/sections', '/nothing/like/this'])(
    'without a token %s answers 401 in HTML',
    async (path) => {
      const answer = await ask(plex, path)
      expect(answer).toMatchObject({ status: 401, headers: { 'content-type': 'text/html' } })
      expect(answer.text).toContain('<title>Unauthorized</title>')
    }
  )

  test('an unknown token answers 401', async () => {
    expect((await ask(plex, '/', { headers: { 'X-Plex-Token': 'nonsense' } })).status).toBe(401)
  })

  test('the token may stand in the query', async () => {
    expect((await ask(plex, `/?X-Plex-Token=${plex.token('alex')}`)).status).toBe(200)
  })

  test("the owner's account token is a server token too, another person's is not", async () => {
    expect((await ask(plex, '/', { headers: { 'X-Plex-Token': 'account-token-owner' } })).status).toBe(200)
    expect((await ask(plex, '/', { headers: { 'X-Plex-Token': 'account-token-alex' } })).status).toBe(401)
  })

  test.each(['/status/sessions', '/accounts', '/activities', '/:/prefs', '/devices'])(
    '%s is for the owner alone',
    async (path) => {
      expect((await ask(plex, path, { person: 'owner' })).status).toBe(200)
      expect(await ask(plex, path, { person: 'alex' })).toMatchObject({
        status: 403,
        headers: { 'content-type': 'text/html' }
      })
    }
  )

  test('an unknown route answers 404 in HTML, JSON accepted or not', async () => {
    const answer = await ask(plex, '/library/nonsense', { person: 'owner' })
    expect(answer).toMatchObject({ status: 404, headers: { 'content-type': 'text/html' } })
  })

  test('deleting is not understood', async () => {
    expect((await ask(plex, '/library/metadata/11', { person: 'owner', method: 'DELETE' })).status).toBe(405)
  })

  test('a person sees the sections that were shared, and nothing of the others', async () => {
    const sections = rows(await container(plex, '/library/sections', { person: 'kid' }), 'Directory')
    expect(sections?.map(({ key }) => key)).toEqual(['3'])
    expect((await ask(plex, '/library/sections/1/all', { person: 'kid' })).status).toBe(404)
    expect((await ask(plex, '/library/metadata/11', { person: 'kid' })).status).toBe(404)
    expect(await keys(plex, '/library/all?type=1,4', { person: 'kid' })).toEqual(['211', '212'])
  })

  test('a revoked token is worth nothing', async () => {
    plex.revoke('alex')
    expect((await ask(plex, '/', { person: 'alex' })).status).toBe(401)
  })

  test('accounts begin with nobody and the owner, who is number 1', async () => {
    const accounts = rows(await container(plex, '/accounts'), 'Account')
    expect(accounts?.map(({ id, name }) => [id, name])).toEqual([
      [0, ''],
      [1, 'owner'],
      [2001, 'alex'],
      [2002, 'kid'],
      [3001, 'friend']
    ])
  })

  test('preferences can be read and written by the owner', async () => {
    await ask(plex, '/:/prefs?OnDeckWindow=4', { person: 'owner', method: 'PUT' })
    const settings = rows(await container(plex, '/:/prefs'), 'Setting')
    expect(settings?.find(({ id }) => id === 'OnDeckWindow')).toMatchObject({ value: 4, default: 16 })
  })

  test('the root tells whose server it is', async () => {
    expect(await container(plex, '/')).toMatchObject({
      friendlyName: 'Simulated Plex',
      myPlexUsername: 'owner',
      multiuser: true
    })
  })
})
