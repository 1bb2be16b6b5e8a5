/** Pins from the order to the pool: what a person orders, what a run makes of it, and what happens when Plex forgets the title. */
import { existsSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import type { LibraryItem } from '#core/model/library.ts'
import { plexPath } from '#core/model/place.ts'
import type { Face } from '#engine/face.ts'
import { Failure } from '#src/failure.ts'
import { pcu } from '#test/builders/command-line.ts'
import { aHouse, filmFile, type House } from '#test/builders/house.ts'
import { aStage, type Stage } from '#test/builders/stage.ts'
import { aLibrary, aMovie, anEpisode, GB } from '#test/builders/world.ts'

const part = (file: string, sizeBytes: number) => ({ optimized: false, parts: [{ file: plexPath(file), sizeBytes }] })

const heat = aMovie({
  ratingKey: '1',
  title: 'Heat',
  versions: [part('/media/films/Heat.mkv', 10 * GB), part('/media/films/Heat 4K.mkv', 60 * GB)]
})
const ronin = aMovie({ ratingKey: '2', title: 'Ronin', versions: [part('/media/films/Ronin.mkv', 20 * GB)] })
const show = [1, 2].map((n) => anEpisode({ ratingKey: `e${n}`, episode: n }))

let stage: Stage
let house: House | undefined
afterEach(async () => {
  await house?.leave()
  house = undefined
})

const withLibrary = async (items: () => readonly LibraryItem[], silent: () => readonly string[] = () => []) => {
  stage = await aStage({
    server: {
      readLibrary: async () => ({
        index: aLibrary(items()),
        silent: silent().map((sectionId) => ({ sectionId, title: sectionId, detail: 'timeout' }))
      })
    }
  })
}

const promoted = async () =>
  ((await stage.app.face.latestPlan())?.decisions ?? []).filter(({ action }) => action === 'promote')

const problems = async () => (await stage.app.face.status()).problems.filter(({ id }) => id.startsWith('pin.'))

describe('pinning', () => {
  it('brings what was pinned with the next run, says by whom, and knows a second order', async () => {
    await withLibrary(() => [heat, ronin, ...show])
    const { face } = stage.app
    expect(await face.pin({ title: 'ronin', by: 'Ada' })).toMatchObject({ accepted: true, warning: null })
    expect(await face.pin({ ratingKey: '2' })).toMatchObject({
      accepted: true,
      sentence: 'Ronin (1999) was pinned already, by Ada.'
    })
    await stage.run()
    expect((await promoted()).map(({ title, because }) => [title, because[0]?.sentence])).toEqual([
      ['Ronin (1999)', 'Pinned by Ada since 2026-11-22 12:00.']
    ])
    expect(await face.pins()).toMatchObject([{ id: 1, kind: 'movie', state: 'found', titles: 1, sizeBytes: 20 * GB }])
    expect(await face.unpin(1)).toMatchObject({ accepted: true })
    expect(await face.unpin(1)).toEqual({ accepted: false, sentence: 'There is no pin number 1; see "pcu pin list".' })
    await stage.run()
    expect(await promoted()).toEqual([])
    await stage.leave()
  })

  it('takes a season, a show, and one version that is named by its file or by a path', async () => {
    await withLibrary(() => [heat, ronin, ...show])
    const { face } = stage.app
    expect((await face.pin({ title: 'the show s01' })).pin).toMatchObject({ kind: 'season', season: 1, titles: 2 })
    expect((await face.pin({ title: 'the show' })).pin).toMatchObject({ kind: 'show', titles: 2 })
    expect((await face.pin({ title: '/mnt/user/films/Heat 4K.mkv' })).pin).toMatchObject({
      kind: 'version',
      file: '/media/films/Heat 4K.mkv',
      sizeBytes: 60 * GB
    })
    await stage.run()
    expect((await promoted()).map(({ unit }) => unit).toSorted()).toEqual([
      '/mnt/user/films/Heat 4K.mkv',
      '/mnt/user/tv/e1.mkv',
      '/mnt/user/tv/e2.mkv'
    ])
    await stage.leave()
  })

  it('lists several that fit, the nearest names when none does, and refuses what is not there', async () => {
    await withLibrary(() => [heat, { ...heat, ratingKey: '9', year: 1986 }, ronin, ...show])
    const { face } = stage.app
    expect(await face.pin({ title: 'heat' })).toMatchObject({
      accepted: false,
      sentence: '2 titles fit "heat"; say which one.',
      choices: [
        { title: 'Heat (1986)', section: 'Films', ask: 'key:9' },
        { title: 'Heat (1999)', section: 'Films', ask: 'key:1' }
      ]
    })
    expect(await face.pin({ title: 'ronan' })).toMatchObject({ accepted: false, choices: [{ title: 'Ronin (1999)' }] })
    expect(await face.pin({ ratingKey: '2', file: '/nowhere.mkv' })).toMatchObject({ accepted: false })
    expect(await face.pin({ ratingKey: 'show', season: 7 })).toMatchObject({
      accepted: false,
      sentence: 'Plex lists nothing as season 7 of The Show.'
    })
    expect(await face.pins()).toEqual([])
    await stage.leave()
  })

  it('warns with numbers when all pins together can never fit, and what does not fit has the ordinary reason', async () => {
    stage = await aStage({ library: aLibrary([heat, ronin]), env: { CACHE_MAX_SIZE_GB: '50' } })
    await stage.run()
    const answer = await stage.app.face.pin({ title: 'heat' })
    expect(answer).toMatchObject({ accepted: true })
    expect(answer.warning).toMatch(/^All pins together are 70 GB, more than the 50 GB .*CACHE_MAX_SIZE_GB/u)
    await stage.run()
    const plan = await stage.app.face.latestPlan()
    expect(plan?.decisions.map(({ action, because }) => [action, because[0]?.reason.code]).toSorted()).toEqual([
      ['leave', 'over-budget'],
      ['promote', 'pinned']
    ])
    await stage.leave()
  })
})

describe('peer 44: Plex and a pin', () => {
  it('keeps the pin while Plex is silent, and says when a complete answer does not know the title', async () => {
    let items: readonly LibraryItem[] = [heat, ronin]
    let silent: readonly string[] = []
    let isDown = false
    stage = await aStage({
      server: {
        readLibrary: async () => {
          if (isDown) throw new Failure('plex.timeout', { sentence: 'Plex did not answer in time.', retry: 'later' })
          return {
            index: aLibrary(items),
            silent: silent.map((id) => ({ sectionId: id, title: id, detail: 'timeout' }))
          }
        }
      }
    })
    const { face } = stage.app
    await face.pin({ title: 'ronin' })
    isDown = true
    await stage.run()
    expect(await face.pins()).toMatchObject([{ state: 'found' }])
    isDown = false
    items = [heat]
    silent = ['1']
    await stage.run()
    expect(await face.pins()).toMatchObject([{ state: 'unknown' }])
    expect(await problems()).toEqual([])
    silent = []
    await stage.run()
    expect(await face.pins()).toMatchObject([{ state: 'gone', title: 'Ronin (1999)' }])
    expect((await problems()).map(({ sentence }) => sentence)).toEqual([
      'The pinned title Ronin (1999) is gone: Plex does not list it any more. The pin is kept; restore the title in Plex, or take the pin away with "pcu unpin 1".'
    ])
    items = [heat, ronin]
    await stage.run()
    expect(await problems()).toEqual([])
    expect((await promoted()).map(({ title }) => title)).toEqual(['Ronin (1999)'])
    await stage.leave()
  })

  it('holds on the real disks whoever wants it or not, until it is unpinned', async () => {
    const home = await aHouse()
    house = home
    const film = filmFile('Beta')
    const inPool = (): boolean => existsSync(home.here(film).replace(home.array, home.pool))
    const asked = async <Answer>(ask: (face: Face) => Promise<Answer>): Promise<Answer> => {
      const program = await home.open()
      try {
        return await ask(program.app.face)
      } finally {
        await program.close()
      }
    }
    home.plex.leftAt('owner', home.key(filmFile('Alpha')), { offsetMs: 1_000_000, at: Date.now() - 5000 })
    const said = await pcu(home.env, ['pin', 'beta', '--by', 'Robin'])
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining('Beta (2001) is pinned') })
    await home.run()
    expect(inPool()).toBe(true)
    await home.run()
    expect(inPool()).toBe(true)
    const [pin] = await asked((face) => face.pins())
    expect(pin).toMatchObject({ title: 'Beta (2001)', by: 'Robin', cached: 0, state: 'unknown' })
    expect(await asked((face) => face.unpin(pin?.id ?? 0))).toMatchObject({ accepted: true })
    await home.run()
    expect(inPool()).toBe(false)
  })
})
