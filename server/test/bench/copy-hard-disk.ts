/** Measures a copy from a disk that reads 200 MiB/s, as a hard disk does: the disk should be what takes the time, not we. */
import { join } from 'node:path'
import { MiB, writeNoise } from './lab/content.ts'
import { inLab, noLabBecause } from './lab/disks.ts'
import { openOurs } from './lab/ours.ts'
import { compare } from './lab/pair.ts'
import { begin, judge } from './lab/report.ts'
import { noThrottleBecause, throttled } from './lab/throttle.ts'

const sizeMiB = 1024
const path = 'film.mkv'

const because = noLabBecause(['xfs', 'ext4'], ['rsync', 'dd']) ?? noThrottleBecause()
if (begin('copy from a disk of 200 MiB/s, XFS to ext4, 1 GiB, nothing in memory', because)) {
  await inLab(async (lab) => {
    const source = lab.disk('source', 'xfs', sizeMiB + 512)
    const target = lab.disk('target', 'ext4', sizeMiB + 1024)
    writeNoise(join(source.folder, path), sizeMiB * MiB)
    await throttled({ device: source.number, bytesPerSecond: 200 * MiB }, async () => {
      const ours = openOurs()
      try {
        const { best, copied, verified } = await compare({ ours, source, target, path })
        judge('ours with hash and fsync, to the best of the tools', copied / best, { most: 1.02, unit: 'x' })
        judge('the same, read again in full', verified / best, { most: 1.35, unit: 'x' })
      } finally {
        await ours.close()
      }
    })
  })
}
