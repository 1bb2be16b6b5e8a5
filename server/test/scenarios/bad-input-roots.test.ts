import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { canLackRights, giveToNobody, pcu } from '#test/builders/command-line.ts'
import { aHouse, census, filmFile, type House, type HouseOptions, readThrough } from '#test/builders/house.ts'
import { decisionOn, told, verdictOn } from '#test/builders/odd-house.ts'
import { hasProgram, mayMount } from '#test/conformance/storage-fixture.ts'

let house: House
const film = filmFile('Alpha')
const disks = () => [census(house.array), census(house.pool)]

const wantFilm = () => house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
const filmIsDone = () => house.plex.watched('owner', house.key(film), Date.now() - 1000)

const houseWithFilm = async (options: HouseOptions = {}): Promise<void> => {
  house = await aHouse(options)
  wantFilm()
}

describe('roots that cannot be used', () => {
  beforeAll(async () => {
    await houseWithFilm()
    mkdirSync(`${house.array}/inside`)
    writeFileSync(`${house.root}/a-file`, '')
    symlinkSync(`${house.array}/Films`, `${house.root}/other-name`)
  })
  afterAll(() => house.leave())

  const roots = () => `${house.root}`

  it.each([
    {
      name: 'a REAL_SOURCE that is not there',
      setting: 'REAL_SOURCE',
      path: '/no-array',
      words: /does not exist here.*REAL_SOURCE/u
    },
    {
      name: 'a REAL_SOURCE that is a file',
      setting: 'REAL_SOURCE',
      path: '/a-file',
      words: /is not a folder.*REAL_SOURCE/u
    },
    {
      name: 'a CACHE_DIR that is not there',
      setting: 'CACHE_DIR',
      path: '/no-pool',
      words: /does not exist here.*CACHE_DIR/u
    },
    { name: 'a CACHE_DIR that is a file', setting: 'CACHE_DIR', path: '/a-file', words: /is not a folder.*CACHE_DIR/u },
    {
      name: 'a pool that is the library under another name',
      setting: 'CACHE_DIR',
      path: '/other-name',
      words: /REAL_SOURCE.*must lie outside/u
    }
  ])('$name is told as a problem and as the reason of every film', async ({ setting, path, words }) => {
    const before = disks()
    const { report, problems, log } = await told(house, { env: { [setting]: `${roots()}${path}` } })
    expect(report).toMatchObject({ outcome: 'done', done: { promoted: { units: 0 } } })
    expect(verdictOn(report, 'Alpha')).toMatch(/^leave: Left alone: .* is not ready: /u)
    expect(verdictOn(report, 'Alpha')).toMatch(words)
    expect(problems.map(({ sentence }) => sentence).join()).toMatch(words)
    expect(log).toContain(decisionOn(report, 'Alpha').because[0]?.sentence)
    expect(disks()).toEqual(before)
    expect(existsSync(`${house.root}/no-pool`)).toBe(false)
  })

  it.each([
    { name: 'the same folder', pool: '/array', words: /CACHE_DIR.* is the same folder as .*REAL_SOURCE/u },
    { name: 'inside the library', pool: '/array/inside', words: /CACHE_DIR.* lies inside .*REAL_SOURCE/u },
    { name: 'around the library', pool: '', words: /CACHE_DIR.* contains .*REAL_SOURCE/u }
  ])('a pool that is $name stops every run with one sentence', async ({ pool, words }) => {
    const before = disks()
    const { report, problems } = await told(house, { env: { CACHE_DIR: `${roots()}${pool}` } })
    expect(report.outcome).toBe('failed')
    expect(report.sentence).toMatch(words)
    expect(problems).toMatchObject([{ setting: 'CACHE_DIR', sentence: expect.stringMatching(words) }])
    expect(disks()).toEqual(before)
  })

  it.each([
    { name: 'relative', value: 'array' },
    { name: 'with dots in it', value: '/media/../array' }
  ])('a REAL_SOURCE that is $name stops every run with one sentence', async ({ value }) => {
    const { report } = await told(house, { env: { REAL_SOURCE: value } })
    expect(report.sentence).toMatch(/REAL_SOURCE must be an absolute path .*without '\.\.', not/u)
  })
})

describe('a pool that is not mounted any more', () => {
  afterEach(() => house.leave())

  it('peer 35: counts as offline and is named: nothing goes home, nothing comes, and everything works again when it is back', async () => {
    await houseWithFilm()
    const content = readThrough(house.here(film))
    await house.run()
    renameSync(house.pool, `${house.root}/unplugged`)
    mkdirSync(house.pool)
    filmIsDone()
    const array = census(house.array)
    const { report, problems } = await told(house)
    expect(verdictOn(report, 'Alpha')).toMatch(
      /^keep: Left alone: .* is not ready: its marker .* is gone.*mount the pool again/u
    )
    expect(problems).toMatchObject([{ setting: 'CACHE_DESTINATION', sentence: expect.stringContaining(house.pool) }])
    const restore = await told(house, { goal: 'restore-all' })
    expect(restore.report).toMatchObject({
      outcome: 'failed',
      sentence: expect.stringMatching(/no file can be brought home.*its marker/u)
    })
    expect([census(house.array), readdirSync(house.pool)]).toEqual([array, []])
    rmSync(house.pool, { recursive: true })
    renameSync(`${house.root}/unplugged`, house.pool)
    expect((await told(house)).report.done.evicted.units).toBe(1)
    expect(readThrough(house.here(film))).toBe(content)
  })
})

describe.skipIf(!canLackRights)('rights that this program does not have', () => {
  const runAsNobody = async () => {
    const answer = await pcu(house.env, ['run', '--json'], { asNobody: true })
    return JSON.parse(answer.out)
  }
  afterEach(() => house.leave())

  it('to read one file: it is left with the reason, and the others come', async () => {
    await houseWithFilm()
    house.plex.leftAt('owner', house.key(filmFile('Beta')), { offsetMs: 2_000_000, at: Date.now() - 4_000_000 })
    giveToNobody(house)
    chmodSync(house.here(film), 0)
    const report = await runAsNobody()
    expect(verdictOn(report, 'Alpha')).toMatch(
      /^leave: Left alone: .*Alpha\.mkv cannot be read \(permission denied .*PUID and PGID\.$/u
    )
    expect(report.done.promoted.units).toBe(1)
  })

  it('to write beside the originals: the move fails, says where, and nothing is left of it', async () => {
    await houseWithFilm()
    giveToNobody(house)
    chmodSync(`${house.array}/Films/Alpha`, 0o555)
    const before = disks()
    const report = await runAsNobody()
    expect(report).toMatchObject({ outcome: 'partial', done: { failed: { units: 1 } } })
    expect(report.sentence).toMatch(/Alpha.*: Could not .*Films\/Alpha.*permission denied.*PUID and PGID/u)
    expect(disks()[0]).toEqual(before[0])
    expect(Object.keys(census(house.pool)).filter((name) => /mkv|srt|\.mc-/u.test(name))).toEqual([])
  })

  it('to write on the pool: every film is left with the reason', async () => {
    await houseWithFilm()
    giveToNobody(house)
    chmodSync(house.pool, 0o555)
    const before = disks()
    const report = await runAsNobody()
    expect(verdictOn(report, 'Alpha')).toMatch(
      /^leave: Left alone: .* is not ready: nothing can be written there; .*PUID and PGID/u
    )
    expect(disks()).toEqual(before)
  })

  it('to enter the library: every film is left with the reason', async () => {
    await houseWithFilm()
    giveToNobody(house)
    chmodSync(house.array, 0)
    const report = await runAsNobody()
    chmodSync(house.array, 0o755)
    expect(verdictOn(report, 'Alpha')).toMatch(
      /^leave: Left alone: .* is not ready: it cannot be read; .*PUID and PGID/u
    )
  })
})

const loopDevices = mayMount && hasProgram('mkfs.ext4') && existsSync('/dev/loop-control')

describe.skipIf(!mayMount)('disks that say no (needs root)', () => {
  let folder = ''
  let mounted: string[] = []
  const mount = (...args: readonly string[]) => {
    execFileSync('mount', [...args])
    mounted.push(args.at(-1) ?? '')
  }
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(`${tmpdir()}/disks-`))
  })
  afterEach(async () => {
    for (const path of mounted.toReversed()) execFileSync('umount', [path])
    mounted = []
    await house.leave()
    for (const name of readdirSync(folder)) rmSync(`${folder}/${name}`, { recursive: true })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const ext4 = (path: string, ...options: readonly string[]) => {
    const image = `${folder}/pool.img`
    writeFileSync(image, '')
    truncateSync(image, 24 * 1_048_576)
    execFileSync('mkfs.ext4', ['-q', '-m', '0', ...options, image])
    mkdirSync(path)
    mount('-o', 'loop', image, path)
  }

  it('a library mounted read-only is told with the mode that needs it, and what is cached stays', async () => {
    await houseWithFilm()
    await house.run()
    mount('--bind', house.array, house.array)
    execFileSync('mount', ['-o', 'remount,ro,bind', house.array])
    const before = disks()
    house.plex.leftAt('owner', house.key(filmFile('Beta')), { offsetMs: 2_000_000, at: Date.now() - 4_000_000 })
    filmIsDone()
    const { report } = await told(house)
    expect(verdictOn(report, 'Beta')).toMatch(/^leave: Left alone: .*mounted read-only.*map it read-write/u)
    expect(verdictOn(report, 'Alpha')).toMatch(/^keep: Left alone: .*mounted read-only; map it read-write/u)
    const restore = await told(house, { goal: 'restore-all' })
    expect(restore.report.sentence).toMatch(/no file can be brought home\. .*mounted read-only; map it read-write/u)
    expect(disks()).toEqual(before)
  })

  it('a pool mounted read-only is told as a problem, and nothing moves', async () => {
    await houseWithFilm()
    await house.run()
    mount('--bind', house.pool, house.pool)
    execFileSync('mount', ['-o', 'remount,ro,bind', house.pool])
    const before = disks()
    filmIsDone()
    const { report, problems } = await told(house)
    expect(verdictOn(report, 'Alpha')).toMatch(/^keep: Left alone: .*mounted read-only; map it read-write/u)
    expect(problems).toMatchObject([{ setting: 'CACHE_DESTINATION', sentence: expect.stringContaining('read-only') }])
    expect(disks()).toEqual(before)
  })

  it('a pool in memory is refused and names the setting that allows it', async () => {
    mkdirSync(`${folder}/pool`)
    mount('-t', 'tmpfs', 'tmpfs', `${folder}/pool`)
    await houseWithFilm({ poolRoot: `${folder}/pool`, env: { ALLOW_VOLATILE_POOL: 'false' } })
    expect(verdictOn((await told(house)).report, 'Alpha')).toMatch(/memory.*CACHE_DIR.*ALLOW_VOLATILE_POOL/u)
  })

  it.skipIf(!loopDevices)('a pool at its floor takes nothing, and the sentence has the numbers', async () => {
    ext4(`${folder}/pool`)
    await houseWithFilm({ poolRoot: `${folder}/pool`, env: { POOL_KEEP_FREE_GB: '0.1' } })
    const { report, status } = await told(house)
    expect(verdictOn(report, 'Alpha')).toMatch(
      /^leave: Left on the array: needs 307 KB, only 0 B free above the 100 MB floor \(POOL_KEEP_FREE_GB\)/u
    )
    expect(status.pool.state).toBe('full')
  })

  it.skipIf(!loopDevices)(
    'a pool that runs full while it is written to fails the one move, leaves nothing half-done, and goes on later',
    async () => {
      ext4(`${folder}/pool`)
      await houseWithFilm({ poolRoot: `${folder}/pool` })
      // Too large to travel beside its subtitle: that one has arrived when the pool runs full.
      writeFileSync(house.here(film), Buffer.alloc(9 * 1024 * 1024, 'a film'))
      const array = census(house.array)
      const program = await house.open()
      const filler = `${folder}/pool/somebody-else`
      const watch = program.app.face.bus.subscribe((event) => {
        if (event.type === 'move.progressed' && !existsSync(filler))
          execFileSync('sh', ['-c', `head -c 40m /dev/zero > '${filler}' 2>/dev/null || true`])
      })
      program.app.face.request({ trigger: 'command', dryRun: false, goal: 'follow-plex' })
      await program.app.schedule.idle()
      watch.cancel()
      const [run] = await program.app.face.runs(1)
      await program.close()
      expect(run).toMatchObject({ outcome: 'partial', done: { failed: { units: 1 } } })
      expect(run?.sentence).toMatch(
        /^1 failed .*Alpha.*: (Could not .*no space left|The copy was stopped because .* must stay free).*later run/u
      )
      expect(census(house.array)).toEqual(array)
      expect(Object.keys(census(house.pool)).filter((name) => /mkv|srt|\.mc-/u.test(name))).toEqual([])
      rmSync(filler)
      // Where the system said so the pool is to blame, and its room is back; our own floor is that one unit's.
      const later = run?.sentence.includes('no space left') === true ? /^promote: / : /^leave: Left where it is until /u
      expect(verdictOn((await told(house)).report, 'Alpha')).toMatch(later)
    }
  )

  /** Somebody takes every name that the file system has, but a few. */
  const takeNames = (but: string) => {
    const fill = `i=0; while touch f$i 2>/dev/null; do i=$((i+1)); done; rm ${but}`
    execFileSync('sh', ['-c', fill], { cwd: `${folder}/pool` })
  }

  it.skipIf(!loopDevices).each([
    // Marker and owner of the pool take two, and for a moment a third.
    ['none', 'f0 f1 f2', /^leave: Left on the array: needs 307 KB, only 0 B free/u],
    [
      'too few to be asked what it can do',
      'f0 f1 f2 f3',
      /^leave: Left alone: .*could not be found out: no space left/u
    ]
  ])('a pool whose names are taken, %s left, takes nothing and the sentence says why', async (_name, but, sentence) => {
    ext4(`${folder}/pool`, '-N', '32')
    await houseWithFilm({ poolRoot: `${folder}/pool` })
    const array = census(house.array)
    takeNames(but)
    expect(verdictOn((await told(house)).report, 'Alpha')).toMatch(sentence)
    expect(census(house.array)).toEqual(array)
  })

  it.skipIf(!loopDevices)(
    'a pool that takes no more names fails the one move, and takes its folders back',
    async () => {
      ext4(`${folder}/pool`, '-N', '64')
      await houseWithFilm({ poolRoot: `${folder}/pool` })
      const array = census(house.array)
      await house.run()
      house.plex.watched('owner', house.key(film), Date.now() - 1000)
      await house.run()
      takeNames('f0 f1 f2')
      wantFilm()
      const { report } = await told(house)
      expect(report).toMatchObject({
        outcome: 'partial',
        sentence: expect.stringMatching(/^1 failed .*no space left/u)
      })
      expect(Object.keys(census(house.pool)).filter((name) => /Films|mkv|srt|\.mc-/u.test(name))).toEqual([])
      expect(census(house.array)).toEqual(array)
    }
  )
})
