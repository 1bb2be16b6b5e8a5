/** The test of the test: each kind of durability is taken away alone, and the campaign must see what that costs. */
import { lstat, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CopyOrder, FileSystem, Step } from '#ports/file-system.ts'
import { plainDisk } from '#test/crash/world.ts'
import { stepsOf } from '#test/prove/crashes/in-process.ts'
import { newTally, type Proving, type Tally } from '#test/prove/part.ts'
import { type Case, casesOf, nameOfCase, scenes } from '#test/prove/stage/scene.ts'
import { type CutOrder, cutEverywhere } from './cuts.ts'
import { withRig } from './rig.ts'

/** What is not made durable, and the cases in which that must do harm. */
interface Control {
  readonly name: string
  readonly where: readonly string[]
  readonly order: Partial<CutOrder>
}

/**
 * Copies as a careless program does: through the page cache, and nothing is asked of the disk. Leaving out the one call of fsync alone does no
 * harm here: reading the copy again around the page cache writes it first, and making its folder durable takes the file's size along. Nor does
 * copyFile of Node: it empties the new file first, and ext4 writes out at its close whatever has been emptied once (auto_da_alloc in ext4(5)).
 */
const carelessCopy = async ({ from, to, expected, step, signal }: CopyOrder): ReturnType<FileSystem['copy']> => {
  const [source, target] = [join(from.root, from.path), join(to.root, to.path)]
  return await step('temp.fill', async () => {
    const { mode } = await lstat(source)
    await writeFile(target, await readFile(source), { flag: 'wx', mode })
    const seconds = Number(BigInt(expected.modifiedNs) / 1000n) / 1_000_000
    await utimes(target, seconds, seconds)
    const { ino, size, mtimeNs } = await lstat(target, { bigint: true })
    const mark = { inode: String(ino), sizeBytes: Number(size), modifiedNs: String(mtimeNs) }
    // The hash is the source's: the copy itself is never read.
    return { mark, hash: await plainDisk.digest(from, expected, { signal }) }
  })
}

/** The folders' own steps happen, and do nothing. */
const withoutFolders =
  (step: Step): Step =>
  (name, act) =>
    step(name, async () => {
      if (!name.endsWith('.sync') || name === 'temp.sync') return await act()
      const nothing: unknown = undefined
      return nothing as Awaited<ReturnType<typeof act>>
    })

/** Every kind. The other disks have written back everything when the power goes, as they may. */
export const controls: readonly Control[] = [
  {
    name: 'without durable data',
    where: ['symlink+remove in film', 'union+remove in film', 'union+remove out film'],
    order: {
      plant: (options) => ({ ...options, fileSystem: { ...plainDisk, copy: carelessCopy } })
    }
  },
  {
    name: 'without durable names on the pool',
    where: ['symlink+remove in film', 'union+remove in film'],
    order: { wrap: withoutFolders, flushed: () => ['array', 'data'] }
  },
  {
    name: 'without durable names at home',
    where: ['union+remove out film', 'symlink+remove out film'],
    order: { wrap: withoutFolders, flushed: () => ['pool', 'data'] }
  },
  {
    name: 'without a durable journal',
    where: ['symlink+remove in film', 'union+remove out film'],
    order: { blunt: ({ connection }) => connection.exec('PRAGMA synchronous = OFF'), flushed: () => ['array', 'pool'] }
  }
]

const casesNamed = (where: readonly string[]): readonly Case[] => {
  const found = scenes.flatMap(casesOf).filter((of) => where.includes(nameOfCase(of)))
  if (found.length !== where.length) throw new Error(`a case of the control is gone: ${where.join(', ')}`)
  return found
}

/** Cuts that do harm, each counted once. */
const harmful = ({ violations }: Tally): number =>
  new Set(violations.map((violation) => violation.replace(/\): .*$/u, ''))).size

/** Quickly: the first case of each kind. Disks that forget without a single violation would mean that the campaign is blind. */
export const runControl = ({ name, where, order }: Control, { scale }: Pick<Proving, 'scale'>): Promise<Tally> =>
  withRig({ array: 'xfs', pool: 'ext4', data: 'ext4' }, async (rig, tally) => {
    const seen = newTally()
    for (const of of casesNamed(where).slice(0, scale === 'full' ? where.length : 1)) {
      rig.wipe()
      const steps = await stepsOf(rig, of)
      await cutEverywhere({ rig, of, steps, tries: () => true, triesNested: () => false, ...order }, seen)
    }
    tally.cases += seen.cases
    tally.points += seen.points
    const bad = harmful(seen)
    tally.notes.push(`${name} ${bad} of ${seen.points} power cuts do harm`)
    if (bad === 0) tally.violations.push(`negative control: ${name} no power cut does any harm`)
  })
