/** Measures a copy between two disks as fast as this machine has them: what we cost ourselves. */
import { join } from 'node:path'
import { MiB, writeNoise } from './lab/content.ts'
import { inLab, noLabBecause } from './lab/disks.ts'
import { openOurs } from './lab/ours.ts'
import { compare } from './lab/pair.ts'
import { begin, judge } from './lab/report.ts'

const sizeMiB = 1024
const path = 'film.mkv'

if (begin('copy between fast disks, XFS to ext4, 1 GiB, nothing in memory', noLabBecause(['xfs', 'ext4'], ['rsync']))) {
  await inLab(async (lab) => {
    const source = lab.disk('source', 'xfs', sizeMiB + 512)
    const target = lab.disk('target', 'ext4', sizeMiB + 1024)
    writeNoise(join(source.folder, path), sizeMiB * MiB)
    const ours = openOurs()
    try {
      const { best, copied } = await compare({ ours, source, target, path })
      judge('ours with hash and fsync, to the best of the tools', copied / best, { most: 1.1, unit: 'x' })
    } finally {
      await ours.close()
    }
  })
}
