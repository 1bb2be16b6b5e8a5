import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, realpathSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { type RootFacts, storageSchema } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { arrayPath } from '#core/model/place.ts'
import type { Inspection, Unit } from '#core/model/unit.ts'
import type { MediaServer } from '#ports/media-server.ts'
import type { ProbedFile, StorageAnswers } from '#ports/storage-host.ts'
import { pcu } from '#test/builders/command-line.ts'
import { aPlace, aPool } from '#test/builders/facts.ts'
import { aHouse, census, filmFile } from '#test/builders/house.ts'
import { decisionOn } from '#test/builders/odd-house.ts'
import { aStage, type Stage } from '#test/builders/stage.ts'
import { aLibrary, anEpisode, GB, now } from '#test/builders/world.ts'
import { ownFolder, removedInTheEnd } from '#test/prove/stage/leave-nothing.ts'

const library = aLibrary(['a', 'b', 'c', 'd'].map((key, n) => anEpisode({ ratingKey: key, episode: n + 1 })))
const readOnDeck: MediaServer['readOnDeck'] = async (sectionId) =>
  sectionId === '2' ? [{ ratingKey: 'a', viewOffsetMs: 0, lastViewedAt: now }] : []

/** The second and the third episode lie on disk 2. */
const diskOf = (unit: Unit): string => (/[bc]\.mkv$/u.test(unit.id) ? '/mnt/disk2' : '/mnt/disk1')

const inspect = async (_layout: unknown, unit: Unit): Promise<Inspection> => ({
  unit: unit.id,
  lookedAt: now,
  files: unit.videos.map((video) => ({
    path: video.sharePath,
    arrayRoot: arrayPath(diskOf(unit)),
    role: 'video',
    sizeBytes: GB,
    allocatedBytes: GB,
    links: 1,
    changedAt: 0
  }))
})

interface Disks {
  readonly disk2: Partial<RootFacts>
  readonly disk1?: Partial<RootFacts>
  readonly trouble?: string
  readonly env?: Readonly<Record<string, string>>
}

let stage: Stage
const asked: { files: readonly ProbedFile[]; ask: boolean }[] = []
const promoted: string[] = []

const aHouseOfTwoDisks = async ({ disk1 = {}, disk2, trouble, env }: Disks): Promise<void> => {
  asked.splice(0)
  promoted.splice(0)
  const facts: Readonly<Record<string, Partial<RootFacts>>> = { '/mnt/disk1': disk1, '/mnt/disk2': disk2 }
  const answer = ({ arrayRoot }: ProbedFile): StorageAnswers => {
    const inTrouble = trouble !== undefined && arrayRoot === '/mnt/disk2'
    const array = inTrouble ? undefined : aPlace({ place: arrayRoot, ...facts[arrayRoot] })
    return { pool: aPool(), array, view: undefined, trouble: inTrouble ? trouble : undefined }
  }
  stage = await aStage({
    library,
    env: { NUMBER_EPISODES: '3', ...env },
    server: { readOnDeck },
    host: {
      inspect,
      probe: async (_layout, order) => {
        asked.push(order)
        return order.files.map(answer)
      }
    },
    mover: {
      promote: async ({ unit }) => {
        promoted.push(unit.title)
        return { kind: 'done', bytes: GB }
      }
    }
  })
}

const reasons = async (run: number): Promise<readonly string[]> =>
  ((await stage.app.face.run(run))?.decisions ?? []).map(
    ({ action, because }) => `${action}: ${because[0]?.sentence ?? ''}`
  )

describe('what a disk cannot do', () => {
  afterEach(() => stage.leave())

  it('leaves its files with the sentence, and those of other disks go', async () => {
    await aHouseOfTwoDisks({ disk2: { fileSystem: 'fuseblk', symlink: 'EPERM' } })
    expect(await stage.run()).toMatchObject({ outcome: 'done', done: { promoted: { units: 2 } } })
    expect(promoted).toHaveLength(2)
    const told = (await reasons(1)).filter((line) => line.startsWith('leave'))
    expect(told).toHaveLength(2)
    expect(told[0]).toContain('Left alone: /mnt/disk2 (fuseblk) cannot hold a symbolic link (EPERM)')
    expect((await stage.app.face.status()).problems).toEqual([])
  })

  it('is asked for the units that take the place of those left, and only for what would move', async () => {
    await aHouseOfTwoDisks({ disk2: { symlink: 'EPERM' }, env: { CACHE_MAX_SIZE_GB: '2' } })
    await stage.run()
    expect(promoted).toHaveLength(2)
    expect(asked.map(({ files }) => files.map(({ arrayRoot }) => arrayRoot))).toEqual([
      ['/mnt/disk1', '/mnt/disk2'],
      ['/mnt/disk1', '/mnt/disk2'],
      ['/mnt/disk1', '/mnt/disk1']
    ])
    expect(stage.looked).toHaveLength(4)
  })

  it('is a standing problem when nothing is left that could go, until that is over', async () => {
    await aHouseOfTwoDisks({ disk1: { symlink: 'EPERM' }, disk2: { symlink: 'EPERM' } })
    await stage.run()
    expect(promoted).toEqual([])
    const [problem] = (await stage.app.face.status()).problems
    expect(problem).toMatchObject({
      id: 'storage.mode',
      sentence: expect.stringContaining('can be cached: /mnt/disk')
    })
  })

  it('is not asked in a dry run, which tells what is known', async () => {
    await aHouseOfTwoDisks({ disk2: { symlink: 'EPERM' } })
    await stage.run({ dryRun: true })
    expect(asked.every(({ ask }) => !ask)).toBe(true)
    expect((await reasons(1)).filter((line) => line.startsWith('leave'))).toHaveLength(2)
  })

  it('cannot be found out while it is in trouble, so its files stay where they are', async () => {
    await aHouseOfTwoDisks({
      disk2: {},
      trouble: 'what /mnt/disk2 can do could not be found out: no space left (ENOSPC).'
    })
    await stage.run()
    expect(promoted).toHaveLength(2)
    expect((await reasons(1)).filter((line) => line.includes('/mnt/disk2 can do could not be found out'))).toHaveLength(
      2
    )
  })
})

describe('pcu storage', () => {
  it('tells roots, answers and modes: what is not known yet before the first move, and what was found after it', async () => {
    const house = await aHouse()
    const ask = async () => (await pcu(house.env, ['storage'])).out
    const before = await ask()
    expect(before).toContain('Whether that works here is asked before the first file is moved.')
    expect(before).toContain('* links, original parked')
    house.plex.leftAt('owner', house.key(filmFile('Alpha')), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
    await house.run()
    const disks = [census(house.array), census(house.pool)]
    const after = await ask()
    expect(after).toMatch(/\* links, original parked\n +The original stays .* That works here\.\n/u)
    expect(after).toContain(`${house.pool} (`)
    expect(after).toContain('Everything that a move needs can be done here.')
    const { value } = { value: JSON.parse((await pcu(house.env, ['storage', '--json'])).out) }
    expect(storageSchema.parse(value)).toEqual(value)
    expect([census(house.array), census(house.pool)]).toEqual(disks)
    await house.leave()
  })

  it('of a running server is what its last run saw; before that, that nothing was looked at', async () => {
    stage = await aStage({
      host: {
        answers: async () => ({ places: [aPlace({ place: '/mnt/user', symlink: 'EPERM' }), aPool()], view: undefined })
      }
    })
    expect(await stage.app.face.storage()).toMatchObject({ roots: [], modes: [], situation: null })
    await stage.run()
    const { sentence, modes } = await stage.app.face.storage()
    expect(sentence).toContain('Does not work here: /mnt/user (xfs) cannot hold a symbolic link (EPERM)')
    expect(modes.map(({ usable }) => usable)).toEqual([false, false, null, null])
    const { problems, mode } = await stage.app.face.status()
    expect(problems).toMatchObject([
      { id: 'roots.mode', sentence: expect.stringContaining('Nothing can be cached: /mnt/user') }
    ])
    expect(mode?.presentation).toBe('symlink')
    await stage.leave()
  })
})

describe('a mode that is known not to work', () => {
  it('wakes no disk: nothing is looked at', async () => {
    const answers = async () => ({ places: [aPlace({ place: '/mnt/user', symlink: 'EPERM' })], view: undefined })
    stage = await aStage({ library, server: { readOnDeck }, host: { answers } })
    await stage.run()
    expect(stage.looked).toEqual([])
    expect((await reasons(1))[0]).toContain('cannot hold a symbolic link')
    await stage.leave()
  })
})

const canExfat =
  process.getuid?.() === 0 && existsSync('/usr/sbin/mkfs.exfat') && existsSync('/usr/sbin/mount.exfat-fuse')

describe.skipIf(!canExfat)('a library on exFAT (needs root, exfatprogs and exfat-fuse)', () => {
  it('is left as it is by a mode that needs links, told why, and cached by one that does not', async () => {
    const folder = realpathSync(ownFolder(tmpdir(), 'pcu-exfat-'))
    const [image, share] = [`${folder}/image`, `${folder}/share`]
    mkdirSync(share)
    writeFileSync(image, '')
    truncateSync(image, 64 * 1_048_576)
    execFileSync('mkfs.exfat', [image])
    const leave = removedInTheEnd(() => {
      spawnSync('umount', ['-l', share])
      rmSync(folder, { recursive: true, force: true })
    })
    try {
      const device = execFileSync('losetup', ['-f', '--show', image], { encoding: 'utf8' }).trim()
      execFileSync('mount.exfat-fuse', [device, share], { stdio: 'pipe' })
      // It goes when nobody uses it any more, which is when the mount goes, whoever takes that away.
      execFileSync('losetup', ['-d', device])
      const house = await aHouse({ shareRoot: share })
      const before = census(share)
      const film = house.key(filmFile('Alpha'))
      house.plex.leftAt('owner', film, { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
      expect(await house.run()).toMatchObject({ outcome: 'done', done: { promoted: { units: 0 } } })
      const program = await house.open()
      const report = await program.app.face.run(1)
      await program.close()
      if (report === undefined) throw new Error('no report')
      const [because] = decisionOn(report, 'Alpha').because
      expect(because?.sentence).toMatch(/\(fuseblk\) cannot hold a symbolic link \(E[A-Z]+\)/u)
      expect(census(share)).toEqual(before)
      const bare = { USE_SYMLINKS_FOR_CACHE: 'false' }
      expect(await house.run({ env: bare })).toMatchObject({ done: { promoted: { units: 1 } } })
      expect(census(share)).toEqual(before)
      await house.leave()
    } finally {
      leave()
    }
  })
})
