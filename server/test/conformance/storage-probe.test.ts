import { execFileSync } from 'node:child_process'
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { arrayPath } from '#core/model/place.ts'
import type { StorageAnswers } from '#ports/storage-host.ts'
import { aLayout, createFixture, type Fixture, hasProgram, mayMount } from './storage-fixture.ts'

const hasLoop = mayMount && existsSync('/dev/loop-control')
const hasMergerfs = mayMount && hasProgram('mergerfs') && hasProgram('getfattr') && existsSync('/dev/fuse')

let fixture: Fixture
let images = 0
beforeEach(() => {
  fixture = createFixture()
})
afterEach(() => fixture.dispose())

const run = (program: string, ...args: readonly string[]): void =>
  void execFileSync(program, [...args], { stdio: 'pipe' })

const imageOf = (make: readonly [string, ...string[]]): string => {
  images += 1
  const image = join(fixture.base, `image-${images}`)
  writeFileSync(image, '')
  truncateSync(image, 320 * 1_048_576)
  const [program, ...options] = make
  run(program, ...options, image)
  return image
}

const mountImage = (make: readonly [string, ...string[]], path: string): void => {
  run('mount', '-o', 'loop', imageOf(make), path)
  fixture.mounts.note(path)
}

/** The exFAT of FUSE wants a block device; the device goes with its mount. */
const mountExfat = (path: string): void => {
  const image = imageOf(['mkfs.exfat'])
  const device = execFileSync('losetup', ['-f', '--show', image], { encoding: 'utf8' }).trim()
  run('mount.exfat-fuse', device, path)
  run('losetup', '-d', device)
  fixture.mounts.note(path)
}

const mergerfs = (branches: readonly string[], options: string): void => {
  run('mergerfs', '-o', `allow_other,minfreespace=1M,${options}`, branches.join(':'), fixture.share)
  fixture.mounts.note(fixture.share)
}

const film = 'films/Film/Film.mkv'

const ask = async (
  facts: { arrayRoot?: string; mode?: 'keep' | 'backup'; union?: boolean } = {}
): Promise<StorageAnswers> => {
  const arrayRoot = arrayPath(facts.arrayRoot ?? fixture.share)
  const situation = facts.union === true ? 'union' : 'elsewhere'
  const presentation = facts.union === true ? 'union' : 'symlink'
  const layout = aLayout(fixture, {
    arrayRoots: [arrayRoot],
    situation,
    mode: { presentation, original: facts.mode ?? 'backup' }
  })
  const [answers] = await fixture.host().probe(layout, { files: [{ arrayRoot, path: film }], ask: true })
  if (answers === undefined) throw new Error('no answer')
  return answers
}

const codeOf = (act: () => void): string => {
  try {
    act()
    return 'works'
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
  }
}

/** Takes every byte and every file of a small disk. */
const fill = (path: string): void => {
  expect(codeOf(() => writeFileSync(path, new Uint8Array(400 * 1_048_576)))).toBe('ENOSPC')
}

const names = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('.mc-probe'))

const everything = {
  link: 'works',
  symlink: 'works',
  renameOver: 'works',
  renameOverOpen: 'works',
  unlinkOpen: 'works',
  syncDirectory: 'works',
  owner: 'works',
  mode: 'works',
  foldsCase: false,
  longestName: 255,
  timeStepNs: 1
}

describe('a plain folder', () => {
  test('can do everything, is asked once, and nothing is left on it', async () => {
    fixture.write(join(fixture.share, film))
    const answers = await ask()
    expect(answers.pool).toMatchObject({ ...everything, role: 'pool', place: fixture.pool })
    expect(answers.array).toMatchObject({ ...everything, role: 'array', place: fixture.share, linkToPool: 'works' })
    expect(readdirSync(fixture.pool)).toEqual([])
    expect(readdirSync(fixture.share)).toEqual(['films'])
    const before = statSync(fixture.share).mtimeMs
    expect(await ask()).toEqual(answers)
    expect(statSync(fixture.share).mtimeMs).toBe(before)
  })
})

const linux = [
  ['xfs', ['mkfs.xfs', '-q']],
  ['ext4', ['mkfs.ext4', '-q']],
  ['btrfs', ['mkfs.btrfs', '-q']]
] as const

describe.skipIf(!hasLoop)('file systems on loop devices (needs root)', () => {
  test.each(linux.filter(([, [program]]) => hasProgram(program)))('%s can do everything', async (name, make) => {
    mountImage(make, fixture.share)
    fixture.write(join(fixture.share, film))
    const { array } = await ask()
    expect(array).toMatchObject({
      ...everything,
      direct: 'works',
      attribute: 'works',
      fileSystem: name,
      linkToPool: null
    })
  })

  test('tmpfs can do everything', async () => {
    fixture.mounts.tmpfs(fixture.share)
    fixture.write(join(fixture.share, film))
    expect((await ask()).array).toMatchObject({ ...everything, fileSystem: 'tmpfs' })
  })

  test.skipIf(!(hasProgram('mkfs.exfat') && hasProgram('mount.exfat-fuse')))(
    'exFAT (needs exfatprogs and exfat-fuse) has neither second names nor links, as the calls themselves say, and folds capitals',
    async () => {
      mountExfat(fixture.share)
      fixture.write(join(fixture.share, film))
      const file = join(fixture.share, film)
      const { array } = await ask()
      expect(array).toMatchObject({ renameOver: 'works', foldsCase: true, attribute: 'ENOTSUP' })
      expect(codeOf(() => linkSync(file, `${file}.second`))).toBe(array?.link)
      expect(codeOf(() => symlinkSync('x', `${file}.link`))).toBe(array?.symlink)
      expect([array?.link, array?.symlink]).not.toContain('works')
      expect(array?.timeStepNs).toBeGreaterThanOrEqual(1_000_000)
      expect(readdirSync(fixture.share)).toEqual(['films'])
    }
  )

  test('a disk that is full is trouble, not an answer: nothing is kept of it, and what would change it is told', async () => {
    mountImage(['mkfs.ext4', '-q'], fixture.share)
    fixture.write(join(fixture.share, film))
    fill(join(fixture.share, 'ballast'))
    const answers = await ask()
    expect(answers).toMatchObject({ array: undefined, trouble: expect.stringContaining('no space left (ENOSPC)') })
    expect(answers.trouble).toContain(fixture.share)
    rmSync(join(fixture.share, 'ballast'))
    expect((await ask()).array).toMatchObject(everything)
    expect(names(fixture.share)).toEqual([])
  })

  test('a pool that is full is a Failure that names it', async () => {
    mountImage(['mkfs.ext4', '-q'], fixture.pool)
    fixture.write(join(fixture.share, film))
    fill(join(fixture.pool, 'ballast'))
    await expect(ask()).rejects.toMatchObject({ code: 'disk.full', message: expect.stringContaining(fixture.pool) })
    expect(names(fixture.pool)).toEqual([])
  })

  test('a disk that is read-only now, and one that is back', async () => {
    mountImage(['mkfs.ext4', '-q'], fixture.share)
    fixture.write(join(fixture.share, film))
    fixture.mounts.readOnly(fixture.share)
    expect(await ask()).toMatchObject({ array: undefined, trouble: expect.stringContaining('EROFS') })
  })

  test('answers are asked anew when the disk is mounted otherwise', async () => {
    mountImage(['mkfs.ext4', '-q'], fixture.share)
    fixture.write(join(fixture.share, film))
    const first = (await ask()).array
    run('mount', '-o', 'remount,commit=7', fixture.share)
    const second = (await ask()).array
    expect(second?.options).toContain('commit=7')
    expect(first?.options).not.toContain('commit=7')
  })
})

describe.skipIf(!mayMount)('mappings (needs root)', () => {
  test('two binds of one file system are told: no name can go across', async () => {
    const bound = join(fixture.base, 'bound')
    mkdirSync(bound)
    fixture.mounts.bind(fixture.share, bound)
    fixture.write(join(fixture.share, film))
    const { array } = await ask({ arrayRoot: bound })
    expect(array).toMatchObject({ ...everything, linkToPool: 'EXDEV' })
    expect(statSync(bound).dev).toBe(statSync(fixture.pool).dev)
    expect(codeOf(() => linkSync(join(bound, film), join(fixture.pool, 'second')))).toBe('EXDEV')
  })

  test('a mount below the root is a place of its own', async () => {
    const below = join(fixture.share, 'films')
    fixture.mounts.tmpfs(below)
    fixture.write(join(fixture.share, film))
    const answers = await ask()
    expect(answers.array).toMatchObject({ place: below, fileSystem: 'tmpfs' })
    expect(answers.pool).toMatchObject({ place: join(fixture.pool, 'films') })
    expect(readdirSync(fixture.pool)).toEqual([])
  })
})

describe('what is left', () => {
  test('of a probe that died is taken away by the next, and nothing else is', async () => {
    fixture.write(join(fixture.share, film))
    const mine = join(fixture.share, '.mc-probe-mine')
    mkdirSync(mine)
    writeFileSync(join(mine, 'pcu-first'), 'one')
    const others = join(fixture.share, '.mc-probe-of-another')
    mkdirSync(others)
    const filled = join(fixture.pool, '.mc-probe-filled')
    mkdirSync(filled)
    writeFileSync(join(filled, 'a film of somebody.mkv'), 'bytes')
    const file = fixture.write(join(fixture.pool, 'not-ours.mkv'))
    fixture.memory.set('probe.traces', JSON.stringify([mine, filled, file, join(fixture.pool, '.mc-probe-gone')]))
    await ask()
    expect(names(fixture.share)).toEqual(['.mc-probe-of-another'])
    expect(readdirSync(filled)).toEqual(['a film of somebody.mkv'])
    expect(existsSync(file)).toBe(true)
    expect(JSON.parse(fixture.memory.get('probe.traces') ?? '')).toEqual([filled])
  })

  test('is written down before it is made', async () => {
    fixture.write(join(fixture.share, film))
    const seen: string[] = []
    const set = fixture.memory.set.bind(fixture.memory)
    fixture.memory.set = (key, value) => {
      const paths: readonly string[] = key === 'probe.traces' ? JSON.parse(value) : []
      seen.push(...paths.filter((path) => !existsSync(path)))
      return set(key, value)
    }
    await ask()
    expect(seen.map((path) => path.replace(fixture.base, '').replace(/probe-.*/u, 'probe'))).toEqual([
      '/pool/.mc-probe',
      '/share/.mc-probe'
    ])
  })
})

describe('asking', () => {
  test('writes nothing when only what is known is wanted', async () => {
    fixture.write(join(fixture.share, film))
    const arrayRoot = arrayPath(fixture.share)
    const order = { files: [{ arrayRoot, path: film }], ask: false }
    const [dry] = await fixture.host().probe(aLayout(fixture), order)
    const [test] = await fixture.host({ dryRun: true }).probe(aLayout(fixture), { ...order, ask: true })
    const nothing = { pool: undefined, array: undefined, view: undefined, trouble: undefined }
    expect([dry, test]).toEqual([nothing, nothing])
    expect([readdirSync(fixture.pool), fixture.memory.size]).toEqual([[], 0])
    const asked = await ask()
    const [known] = await fixture.host().probe(aLayout(fixture), order)
    expect(known).toEqual(asked)
  })

  test('leaves the array alone in a mode that keeps originals', async () => {
    fixture.write(join(fixture.share, film))
    const before = statSync(fixture.share, { bigint: true }).mtimeNs
    expect(await ask({ mode: 'keep' })).toMatchObject({ pool: everything, array: undefined })
    expect(statSync(fixture.share, { bigint: true }).mtimeNs).toBe(before)
  })

  test('starts anew once a person has confirmed the storage', async () => {
    fixture.write(join(fixture.share, film))
    await ask()
    expect((await fixture.host().answers()).places).toHaveLength(2)
    await fixture.host().confirmRoots(fixture.paths)
    expect((await fixture.host().answers()).places).toEqual([])
  })
})

describe.skipIf(!hasMergerfs)('a merged view (needs root and mergerfs)', () => {
  const policies = [
    ['everything as it comes', 'category.create=ff', {}],
    ['caching of attributes and entries', 'cache.files=partial,cache.attr=1,cache.entry=1,category.create=ff', {}],
    ['inode numbers of the branches', 'use_ino,cache.files=off,category.create=epmfs', { inodesStay: false }],
    ['deletes that take the first only', 'func.unlink=epff,category.create=ff', { unlinkTakes: 'pool' }],
    ['renames that take the first only', 'func.rename=ff,category.create=ff', { renameTakes: 'pool' }]
  ] as const

  test.each(policies)('with %s', async (_name, options, answer) => {
    const array = join(fixture.base, 'array')
    fixture.write(join(array, film))
    mergerfs([fixture.pool, array], options)
    const { view } = await ask({ arrayRoot: array, union: true, mode: 'keep' })
    const asExpected = { showsPool: true, reads: 'pool', unlinkTakes: 'both', renameTakes: 'both', inodesStay: true }
    expect(view).toMatchObject({ ...asExpected, version: expect.stringMatching(/^mergerfs \d/u), ...answer })
    expect([readdirSync(fixture.pool), readdirSync(array)]).toEqual([[], ['films']])
    for (const folder of [fixture.pool, array]) writeFileSync(join(folder, 'both'), 'x')
    rmSync(join(fixture.share, 'both'))
    const left = [fixture.pool, array].map((folder) => existsSync(join(folder, 'both')))
    expect(left).toEqual(view?.unlinkTakes === 'both' ? [false, false] : [false, true])
  })

  test('with the array first reads the array, and a kept original would hide its copy', async () => {
    const array = join(fixture.base, 'array')
    fixture.write(join(array, film))
    mergerfs([array, fixture.pool], 'category.create=ff')
    expect((await ask({ arrayRoot: array, union: true, mode: 'keep' })).view).toMatchObject({ reads: 'array' })
  })

  test('is asked anew when its policies change', async () => {
    const array = join(fixture.base, 'array')
    fixture.write(join(array, film))
    mergerfs([fixture.pool, array], 'category.create=ff')
    const order = { arrayRoot: array, union: true, mode: 'keep' } as const
    expect((await ask(order)).view?.unlinkTakes).toBe('both')
    run('setfattr', '-n', 'user.mergerfs.func.unlink', '-v', 'epff', join(fixture.share, '.mergerfs'))
    expect((await ask(order)).view?.unlinkTakes).toBe('pool')
  })

  test('that is mapped read-only says what it reads, and refuses the rest', async () => {
    const array = join(fixture.base, 'array')
    fixture.write(join(array, film))
    mergerfs([fixture.pool, array], 'category.create=ff,ro')
    const { view } = await ask({ arrayRoot: array, union: true, mode: 'keep' })
    expect(view).toMatchObject({ reads: 'pool', unlinkTakes: 'refused', renameTakes: 'refused' })
    expect([readdirSync(fixture.pool), readdirSync(array)]).toEqual([[], ['films']])
  })
})
