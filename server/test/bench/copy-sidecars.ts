/**
 * Measures ten thousand small files: what a copy costs that is over before it has begun. Beside it stands `rsync -a --fsync`, which makes every
 * file durable before it gets its name, and no directory; ours hashes each file and reads it again from the device besides, and the mover makes
 * directories durable and writes its journal on the same disk.
 */
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Step } from '#ports/file-system.ts'
import { inLab, noLabBecause } from './lab/disks.ts'
import { moveAll, writeSidecars } from './lab/household.ts'
import { openOurs } from './lab/ours.ts'
import { peakBytes } from './lab/process.ts'
import { begin, judge, middle, seconds, spread, tell } from './lab/report.ts'
import { rsyncTree } from './lab/tools.ts'
import { timed } from './median.ts'

const count = Number(process.env['BENCH_SIDECARS'] ?? 10_000)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5)

/** As many as the mover copies at a time: up to 16 of one unit, and here a unit has ten. */
const moverAtOnce = 10

/** As the mover takes its steps when nobody watches them. */
const plainStep: Step = Object.assign(<T>(_name: string, act: () => Promise<T>): Promise<T> => act(), {
  isUnwatched: true as const
})

if (begin(`${count} files of 2 to 200 KB, XFS to ext4, each made durable`, noLabBecause(['xfs', 'ext4'], ['rsync']))) {
  await inLab(async (lab) => {
    const source = lab.disk('source', 'xfs', 2048)
    const target = lab.disk('target', 'ext4', 3072)
    const [from, to] = [join(source.folder, 'library'), join(target.folder, 'copy')]
    const data = join(target.folder, 'data')
    const paths = writeSidecars(from, count)
    const ours = openOurs()

    /** Every file copied with all that ours do to it, read again, and given its name; folders are made as they come. */
    const copyAll = async (atOnce: number): Promise<void> => {
      const rest = paths.values()
      const work = async (worker: number): Promise<void> => {
        const temp = `.mc-${String(worker).padStart(16, '0')}.part`
        for (const path of rest) {
          mkdirSync(dirname(join(to, path)), { recursive: true })
          await ours.copy({ from, to, path }, { to: { root: to, path: temp }, step: plainStep })
          renameSync(join(to, temp), join(to, path))
        }
      }
      await Promise.all(Array.from({ length: atOnce }, (_, worker) => work(worker)))
    }

    const afresh = async (act: () => unknown): Promise<number> => {
      rmSync(to, { recursive: true, force: true })
      rmSync(data, { recursive: true, force: true })
      source.chill()
      target.chill()
      mkdirSync(to)
      return await timed(act)
    }

    try {
      const [theirs, own, mover]: [number[], number[], number[]] = [[], [], []]
      const roots = { array: from, pool: to, data }
      for (let round = 0; round < rounds; round += 1) {
        theirs.push(await afresh(() => rsyncTree(from, to)))
        own.push(await afresh(() => copyAll(moverAtOnce)))
        mover.push(await afresh(() => moveAll(ours.disk, roots, paths)))
        // A round of ten thousand takes minutes on a busy machine: whoever stops after one still has its figures.
        tell(`round ${round + 1}: ${[theirs, own, mover].map((all) => seconds(all.at(-1) ?? Number.NaN)).join(', ')}`)
      }
      tell(`rsync ${spread(theirs)}`)
      tell(`ours  ${spread(own)}, ${moverAtOnce} at once`)
      tell(`mover ${spread(mover)}, unit after unit, with its journal`)
      judge('ours with everything, as many at once as the mover, to rsync -a --fsync', middle(own) / middle(theirs), {
        most: 1,
        unit: 'x'
      })
      tell(`the whole mover to rsync: ${(middle(mover) / middle(theirs)).toFixed(2)} times as long`)
      tell(
        `memory of the process that copies, at its most: ${(Math.max(...ours.pids().map(peakBytes)) / 1e6).toFixed(0)} MB`
      )
    } finally {
      await ours.close()
    }
  })
}
