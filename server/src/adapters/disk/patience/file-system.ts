/** A file system with patience. */
import type { FileSystem, Spot, Witness } from '#ports/file-system.ts'
import type { Turnstile } from './turnstile.ts'

const spotsOf = (witness: Pick<Witness, 'spot'> | undefined): readonly Spot[] =>
  witness === undefined ? [] : [witness.spot]

/**
 * A file system with patience. A call that was given up goes on where it hangs, and may still be done when its root answers again; no other call is made below its
 * roots before it has come back, so whoever looks then sees what it did.
 */
export const patientFileSystem = (disk: FileSystem, { bounded, joined, watched }: Turnstile): FileSystem => ({
  ...disk,
  look: (spot) => bounded({ spot }, () => disk.look(spot)),
  list: (spot) => bounded({ spot }, () => disk.list(spot)),
  link: (order) => bounded({ spot: order.to, others: spotsOf(order.witness) }, () => disk.link(order)),
  unlink: (spot, expected, witness) =>
    bounded({ spot, others: spotsOf(witness) }, () => disk.unlink(spot, expected, witness)),
  replace: (order) => bounded({ spot: order.to, others: spotsOf(order.witness) }, () => disk.replace(order)),
  makeLink: (text, spot) => bounded({ spot }, () => disk.makeLink(text, spot)),
  makeDirectory: (spot, like) => bounded({ spot, others: [like] }, () => disk.makeDirectory(spot, like)),
  removeDirectory: (spot) => bounded({ spot }, () => disk.removeDirectory(spot)),
  syncDirectory: (spot) => joined({ spot }, () => disk.syncDirectory(spot)),
  room: (spot) => bounded({ spot }, () => disk.room(spot)),
  // Reading a whole file takes its time, and only between two blocks may a disk be silent for too long.
  digest: (spot, expected, { signal, answered }) =>
    watched({ spot }, (heard) => {
      const onBlock = (): void => {
        heard()
        answered?.()
      }
      return disk.digest(spot, expected, { signal, answered: onBlock })
    })
})
