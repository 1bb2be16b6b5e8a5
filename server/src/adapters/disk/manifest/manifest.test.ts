/** The manifest on real files: what it survives, what it keeps, what it refuses, and that nothing is left of it when nothing is ours. */
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { poolPath, sharePath } from '#core/model/place.ts'
import type { Manifest } from '#ports/manifest.ts'
import type { RegisteredFile } from '#ports/register.ts'
import { createManifest } from './manifest.ts'

let pool: string
let file: string
let manifest: Manifest
beforeEach(() => {
  pool = realpathSync(mkdtempSync(join(tmpdir(), 'manifest-')))
  file = join(pool, '.mc/manifest.jsonl')
  manifest = createManifest({ dryRun: false })
})
afterEach(() => rmSync(pool, { recursive: true, force: true }))

const aFile = (path: string, facts: Partial<RegisteredFile> = {}): RegisteredFile => ({
  poolRoot: pool,
  poolRootInode: String(lstatSync(pool).ino),
  path,
  poolPath: poolPath(`${pool}/${path}`),
  sharePath: sharePath(`/mnt/user/${path}`),
  arrayRoot: '/mnt/disk1',
  arrayRootInode: '128',
  mode: { presentation: 'symlink', original: 'backup' },
  role: 'video',
  linkText: `/mnt/cache/${path}`,
  backupName: `${path.slice(path.lastIndexOf('/') + 1)}.plexcached`,
  source: { inode: '77', sizeBytes: 5, modifiedNs: '1700000000500000001', changedNs: '1700000000500000002' },
  hash: 'a'.repeat(32),
  copy: { inode: '78', sizeBytes: 5, modifiedNs: '1700000000500000000' },
  orphan: undefined,
  units: [{ unit: sharePath(`/mnt/user/${path}`), title: 'Arrival', sectionId: '1', ratingKeys: ['7'] }],
  ...facts
})

/** What a process that knows nothing reads. */
const readAnew = () => createManifest({ dryRun: false }).read(pool)
const paths = async (): Promise<readonly string[]> => (await readAnew()).files.map(({ path }) => path)
const lines = (): readonly string[] => readFileSync(file, 'utf8').trimEnd().split('\n')

test('what was entered is read again by another process, field by field', async () => {
  const files = [
    aFile('a/One.mkv'),
    aFile('Two.srt', { role: 'sidecar', hash: undefined, orphan: 'somebody deleted the original' })
  ]
  await manifest.enter(files)
  expect((await readAnew()).files).toEqual(files)
})

test('what was struck is gone, and with the last of it the file and its folder', async () => {
  const [one, two] = [aFile('One.mkv'), aFile('Two.mkv')]
  await manifest.enter([one, two])
  await manifest.leave([one])
  expect(await paths()).toEqual(['Two.mkv'])
  await manifest.leave([one, aFile('never.mkv')])
  expect(lines()).toHaveLength(3)
  await manifest.leave([two])
  expect(readdirSync(pool)).toEqual([])
})

test('entering what is known already writes nothing', async () => {
  await manifest.enter([aFile('One.mkv')])
  const before = readFileSync(file, 'utf8')
  await manifest.enter([aFile('One.mkv')])
  await manifest.rebuild([aFile('One.mkv')])
  expect(readFileSync(file, 'utf8')).toBe(before)
})

test('any name stays in its line', async () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .filter((text) => !/[/\0]/u.test(text) && text !== '.' && text !== '..')
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.array(name, { minLength: 1, maxLength: 3 }), { maxLength: 8 }), async (all) => {
      const files = [...new Set(all.map((parts) => parts.join('/')))].map((path) => aFile(path))
      await manifest.enter(files)
      expect(new Set(await paths())).toEqual(new Set(files.map(({ path }) => path)))
      await manifest.leave(files)
      expect(readdirSync(pool)).toEqual([])
    }),
    { numRuns: 60, examples: [[[['a\nb"c\\ $(touch x) `id`\r.mkv'], ['\u2028'], ['\ud800']]]] }
  )
})

test('many lives leave a short manifest', async () => {
  const stays = aFile('stays.mkv')
  await manifest.enter([stays])
  for (let n = 0; n < 150; n += 1) {
    await manifest.enter([aFile(`${n}.mkv`)])
    await manifest.leave([aFile(`${n}.mkv`)])
  }
  expect(lines().length).toBeLessThan(110)
  expect(await paths()).toEqual(['stays.mkv'])
  expect(readdirSync(join(pool, '.mc'))).toEqual(['manifest.jsonl'])
})

describe('a power cut', () => {
  test('at any byte of the last line loses that line and nothing else', async () => {
    await manifest.enter([aFile('One.mkv')])
    const whole = lstatSync(file).size
    await manifest.enter([aFile('Two.mkv')])
    const both = readFileSync(file)
    for (let size = whole; size < both.byteLength; size += 7) {
      writeFileSync(file, both.subarray(0, size))
      const fresh = createManifest({ dryRun: false })
      expect((await fresh.read(pool)).strangeLines).toBe(0)
      expect((await fresh.read(pool)).files.map(({ path }) => path)).toEqual(['One.mkv'])
      await fresh.enter([aFile('Three.mkv')])
      expect(await paths()).toEqual(['One.mkv', 'Three.mkv'])
    }
    expect(await readAnew()).toMatchObject({ strangeLines: 0 })
  })

  test('between writing the new one and its rename leaves the old one', async () => {
    await manifest.enter([aFile('One.mkv')])
    writeFileSync(`${file}.new`, 'half')
    expect(await paths()).toEqual(['One.mkv'])
    await manifest.leave([aFile('One.mkv')])
    expect(readdirSync(pool)).toEqual([])
  })
})

describe('lines of others', () => {
  const foreign = ['{"v":2,"event":"cached","path":"new.mkv"}', 'a note of the owner', '{"v":1,"event":"cached"}']

  test('are kept word for word and counted, also when the manifest is written anew', async () => {
    await manifest.enter([aFile('One.mkv')])
    appendFileSync(file, `${foreign.join('\n')}\n`)
    expect(await manifest.read(pool)).toMatchObject({ strangeLines: 3, newerLines: 1 })
    await manifest.enter([aFile('Two.mkv')])
    await manifest.leave([aFile('One.mkv'), aFile('Two.mkv')])
    for (const line of foreign) expect(lines()).toContain(line)
    expect(await readAnew()).toMatchObject({ files: [], strangeLines: 3 })
  })

  test.each(['../../etc/passwd', '/etc/passwd', 'a//b', 'a/./b', ''])(
    'that lead out of the pool are no lines of ours: %s',
    async (path) => {
      await manifest.enter([aFile('One.mkv')])
      const [line = ''] = lines()
      appendFileSync(file, `${line.replace('"path":"One.mkv"', `"path":${JSON.stringify(path)}`)}\n`)
      appendFileSync(file, `${line.replace('One.mkv.plexcached', '../B')}\n`)
      expect(await readAnew()).toMatchObject({ files: [{ path: 'One.mkv' }], strangeLines: 2 })
    }
  )
})

describe('somebody else', () => {
  test('who removes the file does not make us forget what was entered', async () => {
    await manifest.enter([aFile('One.mkv')])
    rmSync(join(pool, '.mc'), { recursive: true })
    await manifest.enter([aFile('Two.mkv')])
    expect(await paths()).toEqual(['One.mkv', 'Two.mkv'])
  })

  test('who empties it is made good by the next rebuild', async () => {
    await manifest.enter([aFile('One.mkv')])
    truncateSync(file, 0)
    await manifest.rebuild([aFile('One.mkv')])
    expect(await paths()).toEqual(['One.mkv'])
  })

  test('who puts a link in place of the folder leads us nowhere', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'))
    symlinkSync(elsewhere, join(pool, '.mc'))
    await expect(manifest.enter([aFile('One.mkv')])).rejects.toMatchObject({ code: 'disk.escape' })
    expect(readdirSync(elsewhere)).toEqual([])
    rmSync(elsewhere, { recursive: true })
  })
})

test('another disk in place of the pool is never written to', async () => {
  const stranger = aFile('One.mkv', { poolRootInode: '1' })
  await expect(manifest.enter([stranger])).rejects.toMatchObject({ code: 'disk.gone' })
  await manifest.rebuild([stranger])
  expect(readdirSync(pool)).toEqual([])
})

test('rebuild enters what is missing and strikes nothing', async () => {
  await manifest.enter([aFile('only here.mkv')])
  await createManifest({ dryRun: false }).rebuild([aFile('only in the database.mkv')])
  expect(await paths()).toEqual(['only here.mkv', 'only in the database.mkv'])
})

test('a folder under the name of the file is told in one sentence', async () => {
  mkdirSync(file, { recursive: true })
  await expect(manifest.enter([aFile('One.mkv')])).rejects.toMatchObject({
    message: expect.stringContaining(`the manifest ${file}`)
  })
})

test('a dry run writes nothing', async () => {
  const dry = createManifest({ dryRun: true })
  await expect(dry.enter([aFile('One.mkv')])).rejects.toMatchObject({ code: 'disk.dry-run' })
  expect(existsSync(join(pool, '.mc'))).toBe(false)
})

test('calls at the same time do not lose each other', async () => {
  const files = Array.from({ length: 20 }, (_, n) => aFile(`${n}.mkv`))
  await Promise.all(files.map((one) => manifest.enter([one])))
  await Promise.all(files.slice(5).map((one) => manifest.leave([one])))
  expect(await paths()).toEqual(files.slice(0, 5).map(({ path }) => path))
})
