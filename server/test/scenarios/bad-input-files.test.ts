import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { census, episodeFile, type House, readThrough, videoBytes } from '#test/builders/house.ts'
import { aFilm, anOddHouse, decisionOn, type Told, told, verdictOn, writeOld } from '#test/builders/odd-house.ts'
import type { ListedMovie } from '#test/fakes/plex/index.ts'

let house: House
const at = (name: string): string => house.here(`/media/Films/${name}`)
const pooled = (name: string): string => `${house.pool}/Films/${name}`

describe('names that are odd but legal', () => {
  /** On the disk in the other Unicode form than Plex writes it. */
  const accented = 'Amélie.mkv'
  const names = [
    `${'ä'.repeat(125)}x.mkv`,
    'line\nbreak \u001b[31mred.mkv',
    accented.normalize('NFC'),
    `'single' and "double".mkv`,
    '$(touch pwned) `id` $HOME.mkv',
    '-rf.mkv',
    '🎬 popcorn.mkv',
    'trailing blank .mkv',
    'back\\slash.mkv',
    '%41 ?query#part&.mkv'
  ]
  const onDisk = (name: string): string => (name === accented.normalize('NFC') ? accented.normalize('NFD') : name)
  let original: unknown
  let first: Told
  let shown: string

  beforeAll(async () => {
    house = await anOddHouse(names.map((name) => aFilm(name)))
    for (const name of names) writeOld(at(onDisk(name)))
    original = census(house.array)
    first = await told(house)
    shown = JSON.stringify(names.map((name) => readThrough(at(onDisk(name)))))
  })
  afterAll(() => house.leave())

  it.each(names)('%j comes to the pool and serves from its old path', (name) => {
    expect(decisionOn(first.report, name).action).toBe('promote')
    expect(existsSync(pooled(onDisk(name)))).toBe(true)
    expect(readThrough(at(onDisk(name)))).toBe(readThrough(pooled(onDisk(name))))
  })

  it('are each one line of the log, whatever they hold', () => {
    expect(first.log).toContain('Moving line\\nbreak \\u001b[31mred.mkv to the pool')
    expect(first.log.split('\n').filter((line) => line !== '' && !/^\d{4}-\d\d-\d\dT\S+ [A-Z]+ /u.test(line))).toEqual(
      []
    )
  })

  it('all come home to what they were', async () => {
    expect(first.report.done.promoted.units).toBe(names.length)
    expect(shown).not.toContain('undefined')
    const { report } = await told(house, { goal: 'restore-all' })
    expect(report.done.evicted.units).toBe(names.length)
    expect(census(house.array)).toEqual(original)
  })
})

describe('files that cannot be cached', () => {
  const longest = `${'x'.repeat(252)}.mkv`
  const refused = [
    [
      '/data/Films/unmapped.mkv',
      /^leave: Left alone: Plex calls it \/data\/Films\/unmapped\.mkv.*\/media.*PLEX_SOURCE\.$/u
    ],
    ['/media/../etc/dots-up.mkv', /^leave: Left alone: the path .*dots-up\.mkv that Plex sent holds.*PLEX_SOURCE/u],
    ['/media/Films/../../out.mkv', /^leave: Left alone: the path .*out\.mkv that Plex sent holds.*PLEX_SOURCE/u],
    ['/etc/absolute.mkv', /^leave: Left alone: Plex calls it \/etc\/absolute\.mkv/u],
    ['/mediamark/neighbour.mkv', /^leave: Left alone: Plex calls it \/mediamark\/neighbour\.mkv/u],
    ['linked/inside.mkv', /^leave: Left alone: .*\/Films\/linked is a link in place of a folder/u],
    ['itself-a-link.mkv', /^leave: Left alone: .*itself-a-link\.mkv is a link to/u],
    ['folder.mkv', /^leave: Left alone: .*folder\.mkv is a folder, not a plain file/u],
    ['hard.mkv', /^leave: Left on the array: .*hard\.mkv has 2 names \(hard links\)/u],
    ['sparse.mkv', /^leave: Left on the array: only 0 B of 20 MB of .*sparse\.mkv.*unfinished download/u],
    ['missing.mkv', /^leave: Left alone: .*missing\.mkv was not found; check PLEX_SOURCE and REAL_SOURCE/u],
    ['foreign.mkv', /^leave: Left alone: .*foreign\.mkv is on the pool already and was not put there by us/u],
    ['parked.mkv', /^leave: Left on the array: .*parked\.mkv\.plexcached exists already/u],
    [longest, /^leave: Left alone: the name .* cannot be used \(a part of it is longer than 255 bytes\); rename it\.$/u]
  ] as const
  let outcome: Told
  let before: unknown

  beforeAll(async () => {
    house = await anOddHouse([...refused.map(([name]) => aFilm(name)), aFilm('sound.mkv')])
    for (const name of ['hard.mkv', 'foreign.mkv', 'parked.mkv', 'parked.mkv.plexcached', 'sound.mkv'])
      writeOld(at(name))
    writeOld(`${house.root}/elsewhere/inside.mkv`)
    symlinkSync(`${house.root}/elsewhere`, at('linked'))
    symlinkSync(`${house.root}/elsewhere/inside.mkv`, at('itself-a-link.mkv'))
    mkdirSync(at('folder.mkv'))
    linkSync(at('hard.mkv'), `${house.root}/shared-download.mkv`)
    writeOld(at('sparse.mkv'), '')
    truncateSync(at('sparse.mkv'), 20_000_000)
    utimesSync(at('sparse.mkv'), 1_600_000_000, 1_600_000_000)
    writeOld(pooled('foreign.mkv'), 'somebody else put this here')
    before = census(`${house.array}/Films/linked`)
    outcome = await told(house)
  })
  afterAll(() => house.leave())

  it.each(refused)('%s is left, and the sentence says why and what to do', (name, words) => {
    expect(verdictOn(outcome.report, name.slice(name.lastIndexOf('/') + 1))).toMatch(words)
  })

  it('cost the sound one nothing', () => {
    expect(outcome.report).toMatchObject({ outcome: 'done', done: { promoted: { units: 1 } } })
    expect(readThrough(at('sound.mkv'))).toBe(readThrough(pooled('sound.mkv')))
  })

  it('are as they were, on both sides', () => {
    expect(readFileSync(pooled('foreign.mkv'), 'utf8')).toBe('somebody else put this here')
    expect(census(`${house.array}/Films/linked`)).toEqual(before)
    expect(Object.keys(census(house.pool)).filter((name) => name.endsWith('.mkv'))).toEqual([
      'Films/foreign.mkv',
      'Films/sound.mkv'
    ])
  })

  it('each have the same sentence in the log', () => {
    const sentences = outcome.report.decisions.filter(({ action }) => action === 'leave')
    expect(sentences.filter(({ because }) => !outcome.log.includes(because[0]?.sentence ?? '-'))).toEqual([])
  })
})

describe('a file that is still being written', () => {
  afterEach(() => house.leave())

  it('is left for now, and the sentence names the setting and the age', async () => {
    house = await anOddHouse([aFilm('young.mkv')], { env: { MINIMUM_FILE_AGE_MINUTES: '10' } })
    writeOld(at('young.mkv'))
    const { report } = await told(house)
    expect(verdictOn(report, 'young')).toMatch(
      /^leave: .*young\.mkv changed 0 min ago.*MINIMUM_FILE_AGE_MINUTES is 10/u
    )
  })
})

describe('what Plex tells of a film', () => {
  const versions: ListedMovie = {
    title: 'Versions',
    durationMs: 5_400_000,
    versions: [
      { files: [{ file: '/media/Films/versions.1080.mkv', sizeBytes: videoBytes }] },
      { files: [{ file: '/media/Films/versions.4k.mkv', sizeBytes: videoBytes }] },
      {
        files: [{ file: '/media/Films/Plex Versions/versions.tv.mp4', sizeBytes: 9 }],
        optimizedFor: 'Optimized for TV'
      },
      { files: [{ file: '/media/Films/versions.gone.mkv', sizeBytes: 9 }], deletedAt: 1_700_000_000 }
    ]
  }
  const stacked: ListedMovie = {
    title: 'Stacked',
    durationMs: 5_400_000,
    versions: [
      { files: ['cd1', 'cd2'].map((part) => ({ file: `/media/Films/stacked.${part}.mkv`, sizeBytes: videoBytes })) }
    ]
  }
  const { sizeBytes: _lost, ...sizeless } = aFilm('sizeless.mkv')
  const files = [
    'versions.1080.mkv',
    'versions.4k.mkv',
    'stacked.cd1.mkv',
    'stacked.cd2.mkv',
    'sizeless.mkv',
    'twice.mkv'
  ]
  let outcome: Told

  beforeAll(async () => {
    house = await anOddHouse([versions, stacked, sizeless, aFilm('twice.mkv')], { others: [aFilm('twice.mkv')] })
    for (const file of [...files, 'versions.gone.mkv', 'Plex Versions/versions.tv.mp4']) writeOld(at(file))
    const seen = house.key(episodeFile(1))
    house.plex.watched('owner', seen, Date.now() - 5_000_000)
    house.plex.library.trash(house.key(episodeFile(3)))
    outcome = await told(house)
  })
  afterAll(() => house.leave())

  it.each(files)('%s is cached', (file) => {
    expect(existsSync(pooled(file))).toBe(true)
  })

  it('brings each version as a unit of its own, and a stack as one', () => {
    const titles = outcome.report.decisions.filter(({ action }) => action === 'promote').map(({ title }) => title)
    expect(titles.filter((title) => title.startsWith('Versions'))).toHaveLength(2)
    expect(decisionOn(outcome.report, 'Stacked').files).toBe(2)
  })

  it('leaves optimized versions and versions in the trash where they are', () => {
    expect(existsSync(pooled('Plex Versions/versions.tv.mp4'))).toBe(false)
    expect(existsSync(pooled('versions.gone.mkv'))).toBe(false)
  })

  it('counts a film that two sections list once', () => {
    const decisions = outcome.report.decisions.filter(({ unit }) => unit.endsWith('twice.mkv'))
    expect(decisions.map(({ action, title }) => [action, title])).toEqual([['promote', 'twice.mkv (+1)']])
  })

  it('measures a file whose size Plex lost', () => {
    expect(decisionOn(outcome.report, 'sizeless').sizeBytes).toBe(videoBytes)
  })

  it('leaves what lies in its trash, with the reason', () => {
    expect(verdictOn(outcome.report, 'S01E03')).toMatch(/^leave: Left alone: it is in Plex's trash/u)
  })
})

describe('a file with several episodes', () => {
  afterEach(() => house.leave())

  it('is one unit, and goes home only when all of them were seen', async () => {
    house = await anOddHouse([], { env: { NUMBER_EPISODES: '0' } })
    const both = house.here(episodeFile(1))
    for (const n of [1, 2]) house.plex.library.replaceFile(house.key(episodeFile(n)), { file: episodeFile(1) })
    const keys = [0, 1].map((n) => house.plex.library.item('2', 'episode', n).ratingKey)
    house.plex.leftAt('owner', keys[0] ?? '', { offsetMs: 1_000_000, at: Date.now() - 5_000_000 })
    const { report } = await told(house)
    expect(report.decisions.map(({ unit, title }) => [unit, title])).toEqual([
      [both, expect.stringMatching(/S01E01.*\(\+1\)$/u)]
    ])
    house.plex.watched('owner', keys[0] ?? '', Date.now() - 4_000_000)
    expect(verdictOn((await told(house)).report, 'S01E01')).toMatch(/^keep: On deck/u)
    house.plex.watched('owner', keys[1] ?? '', Date.now() - 3_000_000)
    expect((await told(house)).report.done.evicted.units).toBe(1)
    expect(existsSync(both)).toBe(true)
  })
})

describe('a film that somebody else touches', () => {
  afterEach(() => house.leave())

  const cachedFilm = async (env: Readonly<Record<string, string>> = {}): Promise<string> => {
    house = await anOddHouse([aFilm('film.mkv')], { env })
    writeOld(at('film.mkv'))
    expect((await told(house)).report.done.promoted.units).toBe(1)
    return pooled('film.mkv')
  }
  const timeIsUp = () =>
    house.plex.watched('owner', house.plex.library.item('1', 'movie', 0).ratingKey, Date.now() - 1000)

  const meddledWith = async (meddle: () => void, words: RegExp) => {
    await cachedFilm()
    meddle()
    timeIsUp()
    const before = [census(house.array), census(house.pool)]
    const run = await told(house)
    expect(run.report.outcome).toBe('partial')
    expect(run.report.sentence).toMatch(words)
    expect([census(house.array), census(house.pool)]).toEqual(before)
    const next = await told(house)
    expect([census(house.array), census(house.pool)]).toEqual(before)
    return next
  }

  it('and deletes the link while it is cached becomes a case for a person, and loses nothing', async () => {
    const next = await meddledWith(() => unlinkSync(at('film.mkv')), /deleted/u)
    expect(verdictOn(next.report, 'film')).toMatch(/^keep: Stays as it is until a person looks: .*film\.mkv/u)
    expect(next.problems).toMatchObject([{ severity: 'warning', sentence: expect.stringContaining('film.mkv') }])
  })

  it('and puts a new file in place of the link while it is cached is not believed before it is what Plex saw, and loses nothing', async () => {
    const next = await meddledWith(() => {
      unlinkSync(at('film.mkv'))
      writeFileSync(at('film.mkv'), 'a better version')
    }, /replaced/u)
    expect(verdictOn(next.report, 'film')).toMatch(/^evict: Makes way: somebody put another file .*film\.mkv/u)
    expect(next.report.sentence).toMatch(/stood back.*not of the size that Plex saw/u)
    expect(readFileSync(at('film.mkv'), 'utf8')).toBe('a better version')
  })

  it.each([
    ['deleted', () => unlinkSync(at('film.mkv')), /film\.mkv/u],
    ['replaced', () => writeFileSync(at('film.mkv'), 'another file'), /film\.mkv changed meanwhile/u]
  ] as const)('and that is %s between the look and the move is stood back from', async (_name, meddle, words) => {
    house = await anOddHouse([aFilm('film.mkv'), aFilm('other.mkv')])
    for (const name of ['film.mkv', 'other.mkv']) writeOld(at(name))
    const program = await house.open()
    const watch = program.app.face.bus.subscribe((event) => {
      if (event.type === 'plan.made') meddle()
    })
    program.app.face.request({ trigger: 'command', dryRun: false, goal: 'follow-plex' })
    await program.app.schedule.idle()
    watch.cancel()
    const [run] = await program.app.face.runs(1)
    await program.close()
    expect(run).toMatchObject({ outcome: 'partial', done: { promoted: { units: 1 } } })
    expect(run?.sentence).toMatch(words)
    expect(existsSync(pooled('film.mkv'))).toBe(false)
    expect(existsSync(pooled('other.mkv'))).toBe(true)
  })
})
