/** The dry run, enforced in the lowest layer: looks pass, everything that would change anything is refused. */
import type { FileSystem, Spot } from '#ports/file-system.ts'
import { Failure } from '#src/failure.ts'
import { pathOf } from './pin.ts'

const refuse = (verb: string, spot: Spot): Promise<never> =>
  Promise.reject(
    new Failure('disk.dry-run', {
      sentence: `A dry run must not ${verb} ${pathOf(spot)}; nothing was changed.`,
      retry: 'never'
    })
  )

/** A file system that changes nothing. */
export const createDryRun = (disk: FileSystem): FileSystem => ({
  look: disk.look,
  list: disk.list,
  digest: disk.digest,
  room: disk.room,
  inUse: disk.inUse,
  link: (order) => refuse('link', order.to),
  unlink: (spot) => refuse('remove', spot),
  replace: (order) => refuse('replace', order.to),
  makeLink: (_text, spot) => refuse('link', spot),
  makeDirectory: (spot) => refuse('make', spot),
  removeDirectory: (spot) => refuse('remove', spot),
  syncDirectory: (spot) => refuse('sync', spot),
  copy: (order) => refuse('copy to', order.to)
})
