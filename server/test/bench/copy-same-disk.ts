/** Measures a copy within one file system: bytes that are there already are not written again. */

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { MiB, writeNoise } from './lab/content.ts'
import { inLab, type Kind, noLabBecause } from './lab/disks.ts'
import { dropCopy, openOurs } from './lab/ours.ts'
import { begin, judge, seconds, tell } from './lab/report.ts'

const sizeMiB = 256
const path = 'film.mkv'

const ways: readonly { readonly kind: Kind; readonly mayLink: boolean; readonly by: string }[] = [
  { kind: 'btrfs', mayLink: false, by: 'shared blocks' },
  { kind: 'xfs', mayLink: false, by: 'shared blocks' },
  { kind: 'ext4', mayLink: true, by: 'a second name, where the original goes' }
]

if (begin('copy of 256 MiB within one file system', noLabBecause(['btrfs', 'xfs', 'ext4']))) {
  await inLab(async (lab) => {
    for (const { kind, mayLink, by } of ways) {
      const disk = lab.disk(kind, kind, 2 * sizeMiB + 256)
      const [from, to] = [join(disk.folder, 'array'), join(disk.folder, 'pool')]
      mkdirSync(to)
      writeNoise(join(from, path), sizeMiB * MiB)
      const ours = openOurs()
      try {
        const before = disk.writtenBytes()
        const { totalMs } = await ours.copy({ from, to, path }, { mayLink })
        const written = disk.writtenBytes() - before
        tell(`${kind}, ${by}: ${(written / MiB).toFixed(2)} MiB written in ${seconds(totalMs)}`)
        judge(`${kind}: written, of the bytes copied`, (written / (sizeMiB * MiB)) * 100, { most: 2, unit: '%' })
      } finally {
        dropCopy(to)
        await ours.close()
      }
    }
  })
}
