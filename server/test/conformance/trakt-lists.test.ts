/** Trakt's client against the simulated Trakt: charts, lists, their pages, and what has not changed. */
import { afterEach, describe, expect, it } from 'vitest'
import type { TraktList } from '#ports/trakt/trakt.ts'
import { failureOf } from './plex-fixture.ts'
import { films, openTraktStage, type TraktStage } from './trakt-fixture.ts'

let stage: TraktStage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})
const open = async (...facts: Parameters<typeof openTraktStage>): Promise<TraktStage> => {
  stage = await openTraktStage(...facts)
  return stage
}

const hour = 3_600_000
const trending = (count: number): TraktList => ({ kind: 'chart', chart: 'trending', type: 'movie', count })
const winter: TraktList = { kind: 'list', user: 'mia', slug: 'winter' }
const read = ({ client, signal }: TraktStage, list: TraktList, known?: string) => client.read(list, known, signal)
const titlesOf = async (asked: TraktStage, list: TraktList): Promise<readonly string[]> => {
  const answer = await read(asked, list)
  return answer.kind === 'list' ? answer.titles.map(({ title }) => title) : []
}
const names = (count: number, from = 1) => films(count, from).map(({ title }) => title)
const sent = ({ fake }: TraktStage) => fake.log.entries().map(({ path, query }) => `${path}?${query}`)

describe('a chart', () => {
  it('is read from its top, as many as are asked for, in its order and with one question', async () => {
    const trakt = await open()
    trakt.fake.control.chart('trending', films(300))
    expect(await titlesOf(trakt, trending(17))).toEqual(names(17))
    expect(sent(trakt)).toEqual(['/movies/trending?page=1&limit=17'])
  })

  it('of the popular ones holds bare titles, of the anticipated ones counted ones, of movies and of shows', async () => {
    const trakt = await open()
    const show = { type: 'show', title: 'A Show', year: 1999, tvdb: 77 } as const
    for (const chart of ['trending', 'popular', 'anticipated'] as const) {
      trakt.fake.control.chart(chart, [...films(2), show])
      expect(await read(trakt, { kind: 'chart', chart, type: 'show', count: 5 })).toMatchObject({
        titles: [{ type: 'show', title: 'A Show', year: 1999, guids: ['tvdb://77'] }]
      })
      expect(await titlesOf(trakt, { kind: 'chart', chart, type: 'movie', count: 5 })).toEqual(names(2))
    }
  })

  it('gives ids most trusted first, and leaves out what Trakt does not know', async () => {
    const trakt = await open()
    trakt.fake.control.chart('trending', [
      { type: 'movie', title: 'Whole', year: 2001, imdb: 'tt0000001', tmdb: 5 },
      { type: 'movie', title: 'Half', year: null, imdb: null, tmdb: 6 },
      { type: 'movie', title: 'Bare' }
    ])
    expect(await read(trakt, trending(3))).toMatchObject({
      titles: [
        { guids: ['imdb://tt0000001', 'tmdb://5'], year: 2001 },
        { guids: ['tmdb://6'], year: undefined },
        { guids: [], year: undefined }
      ]
    })
  })

  it('that is empty is no answer, for it never is', async () => {
    const trakt = await open()
    expect((await failureOf(read(trakt, trending(5)))).told).toMatch(/trending movies, cannot be used: it is empty\./u)
  })

  it('is not sent again while it is as it was', async () => {
    const trakt = await open()
    trakt.fake.control.chart('trending', films(20))
    const answer = await read(trakt, trending(10))
    const validator = answer.kind === 'list' ? answer.validator : undefined
    expect(validator).toBeDefined()
    expect(await read(trakt, trending(10), validator)).toEqual({ kind: 'unchanged' })
    trakt.fake.control.chart('trending', films(20, 2))
    expect(await read(trakt, trending(10), validator)).toMatchObject({ kind: 'list' })
  })

  it('says to Trakt who asks, and for nobody', async () => {
    const trakt = await open()
    trakt.fake.control.chart('trending', films(1))
    for (const [settings, code] of [
      [{ clientId: 'another' }, 'trakt.key-refused'],
      [{ clientId: 'no header\n' }, 'trakt.key-refused']
    ] as const) {
      const failure = await failureOf(trakt.another(settings).read(trending(1), undefined, trakt.signal))
      expect(failure.code).toBe(code)
      expect(failure.told).toContain('https://app.trakt.tv/settings/apps')
    }
    expect(await titlesOf(trakt, trending(1))).toEqual(['Film 1'])
  })
})

describe('a list', () => {
  it.each([
    ['mia/winter', winter],
    ['4711', { kind: 'numbered', id: 4711 } as const]
  ])('%s is read to its end, page by page, and only its films and shows count', async (address, list) => {
    const trakt = await open()
    trakt.fake.control.list(address, [...films(600), 'a person', { type: 'show', title: 'A Show', tvdb: 1 }])
    expect(await titlesOf(trakt, list)).toEqual([...names(600), 'A Show'])
    expect(sent(trakt).map((path) => path.split('?')[1])).toEqual([1, 2, 3].map((page) => `page=${page}&limit=250`))
  })

  it('of more than one page is read again whole, however its first page looks', async () => {
    const trakt = await open()
    trakt.fake.control.list('mia/winter', films(251))
    expect(await read(trakt, winter)).toMatchObject({ kind: 'list', validator: undefined })
  })

  it('that shifts under the reading is read once more, and is no answer when it does so again', async () => {
    const trakt = await open({ faults: [{ times: 2, path: 'winter', fault: { kind: 'missingItems' } }] })
    trakt.fake.control.list('mia/winter', films(300))
    expect(await titlesOf(trakt, winter)).toEqual(names(300))
    trakt.fake.faults.add({ fault: { kind: 'duplicateItems' } })
    expect(await titlesOf(trakt, winter)).toEqual(names(300))
    trakt.fake.faults.clear()
    trakt.fake.faults.add({ fault: { kind: 'missingItems' } })
    expect((await failureOf(read(trakt, winter))).told).toContain('it changes while it is read')
  })

  it('is an answer when it is empty', async () => {
    const trakt = await open()
    trakt.fake.control.list('mia/winter', [])
    expect(await titlesOf(trakt, winter)).toEqual([])
  })

  it('counts to 5000 titles and no further', async () => {
    const trakt = await open()
    trakt.fake.control.list('mia/winter', films(5100))
    expect((await titlesOf(trakt, winter)).length).toBe(5000)
  })

  it('that is private, or is not there, is said to be so', async () => {
    const trakt = await open()
    expect((await failureOf(read(trakt, winter))).told).toBe(
      'Trakt knows no list mia/winter that we may see (404). Check TRAKT_LISTS, and whether the list, or the account that it belongs to, is private.'
    )
    trakt.fake.control.list('mia/winter', films(1))
    trakt.fake.control.hide('mia/winter')
    expect((await failureOf(read(trakt, winter))).code).toBe('trakt.no-list')
  })

  it('may be the watchlist that somebody shows to all, newest first', async () => {
    const trakt = await open()
    const [one, two] = films(2)
    if (one === undefined || two === undefined) throw new Error('no films')
    trakt.fake.control.addToWatchlist('mia', one)
    trakt.fake.clock.advance(hour)
    trakt.fake.control.addToWatchlist('mia', { type: 'show', title: 'A Show' })
    trakt.fake.clock.advance(hour)
    trakt.fake.control.addToWatchlist('mia', two)
    expect(await titlesOf(trakt, { kind: 'watchlist', user: 'mia' })).toEqual(['Film 2', 'A Show', 'Film 1'])
    trakt.fake.control.hide('mia')
    expect((await failureOf(read(trakt, { kind: 'watchlist', user: 'mia' }))).told).toContain('watchlist of mia')
  })
})
