/** Measures ten thousand small files: what a copy costs that is over before it has begun. */
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inLab, noLabBecause } from './lab/disks.ts'
import { moveAll, writeSidecars } from './lab/household.ts'
import { openOurs } from './lab/ours.ts'
import { begin, judge, middle, seconds, spread, tell } from './lab/report.ts'
import { rsyncTree } from './lab/tools.ts'
import { timed } from './median.ts'

const count = Number(process.env['BENCH_SIDECARS'] ?? 10_000)
const rounds = 5

/** As many as the mover copies at a time within one unit. */
const moverAtOnce = 8

if (begin(`${count} files of 2 to 200 KB, XFS to ext4, each made durable`, noLabBecause(['xfs', 'ext4'], ['rsync']))) {
  await inLab(async (lab) => {
    const source = lab.disk('source', 'xfs', 2048)
    const target = lab.disk('target', 'ext4', 3072)
    const [from, to] = [join(source.folder, 'library'), join(target.folder, 'copy')]
    const paths = writeSidecars(from, count)
    const ours = openOurs()

    /** Every file copied with all that ours do to it, read again, and given its name; folders are made as they come. */
    const copyAll = async (atOnce: number): Promise<void> => {
      const rest = paths.values()
      const work = async (worker: number): Promise<void> => {
        const temp = `.mc-${String(worker).padStart(16, '0')}.part`
        for (const path of rest) {
          mkdirSync(dirname(join(to, path)), { recursive: true })
          await ours.copy({ from, to, path }, { to: { root: to, path: temp } })
          renameSync(join(to, temp), join(to, path))
        }
      }
      await Promise.all(Array.from({ length: atOnce }, (_, worker) => work(worker)))
    }

    const afresh = async (act: () => unknown): Promise<number> => {
      rmSync(to, { recursive: true, force: true })
      source.chill()
      target.chill()
      mkdirSync(to)
      return await timed(act)
    }

    try {
      const [theirs, own, wide]: [number[], number[], number[]] = [[], [], []]
      for (let round = 0; round < rounds; round += 1) {
        theirs.push(await afresh(() => rsyncTree(from, to)))
        own.push(await afresh(() => copyAll(moverAtOnce)))
        wide.push(await afresh(() => copyAll(8)))
      }
      tell(`rsync ${spread(theirs)}`)
      tell(`ours  ${spread(own)}, ${moverAtOnce} at once`)
      tell(`ours  ${spread(wide)}, 8 at once`)
      judge('ours with everything, as many at once as the mover, to rsync -a --fsync', middle(own) / middle(theirs), {
        most: 1,
        unit: 'x'
      })
      const roots = { array: from, pool: to, data: join(target.folder, 'data') }
      const mover = await afresh(() => moveAll(ours.disk, roots, paths))
      tell(
        `the whole mover with its journal, once: ${seconds(mover)}, ${(mover / middle(theirs)).toFixed(2)} times as long as rsync`
      )
    } finally {
      await ours.close()
    }
  })
}
