/**
 * Proves that a name stands before another name of the same bytes is taken away. A look is not enough: on an SMB share a file that was marked for deletion keeps
 * its name until its last reader has closed it, and only opening it tells.
 */
import { type BigIntStats, constants } from 'node:fs'
import { lstat, open } from '#adapters/disk/calls.ts'
import { attempt, readingOf } from '#adapters/disk/errno.ts'
import { errnoOf } from '#adapters/disk/errno-words.ts'
import { changedFailure, identityOf, insist, isGoing, lookAt, meets } from '#adapters/disk/identity.ts'
import { pathOf, withName } from '#adapters/disk/pin.ts'
import type { Expected, Spot, Witness } from '#ports/file-system.ts'
import { Failure } from '#src/failure.ts'

/** Flags that no player uses, because a share may hand out the handle of somebody who opened the file in the same way before it was marked. */
const freshly = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/** What a server says to whoever opens a file that waits for its deletion. */
const refusals: ReadonlySet<string> = new Set(['ENOENT', 'EBUSY', 'ETXTBSY', 'EACCES', 'EPERM', 'ESTALE', 'EAGAIN'])

const doubt = (path: string): Failure =>
  new Failure('move.doubtful', {
    sentence: `${path} is in sight but cannot be relied on: its server may take it away as soon as the program that has it open closes it, so nothing else of it was removed.`,
    hint: 'End what plays or reads it; the move is settled in a later run.',
    retry: 'later'
  })

const openedStat = async (at: string, spot: Spot): Promise<BigIntStats> => {
  try {
    const file = await open(at, freshly)
    try {
      return await file.stat({ bigint: true })
    } finally {
      await file.close()
    }
  } catch (thrown) {
    if (refusals.has(errnoOf(thrown))) throw doubt(pathOf(spot))
    throw thrown
  }
}

/**
 * Insists that the witness stands: looked at, opened, and still there. `removed` is what is about to lose a name: where that is another name of the witness's own
 * file, the file must count two. Throws Failure `move.changed`, or `move.doubtful` when the name is in sight only.
 */
export const insistOnStanding = async ({ spot, expected }: Witness, removed: BigIntStats): Promise<void> => {
  await attempt(readingOf('look at', spot), () =>
    withName(spot, async ({ at }) => {
      await insist(at, expected, pathOf(spot))
      const opened = await openedStat(at, spot)
      if (!meets(identityOf(opened), expected)) throw changedFailure(pathOf(spot))
      const isSameFile = opened.dev === removed.dev && opened.ino === removed.ino
      if (isSameFile && opened.nlink < 2n) throw doubt(pathOf(spot))
    })
  )
}

/** Why a rename over a name failed, where that name does not stand any more although nothing took its place: Failure `move.doubtful`. */
export const doubtAfter = async (spot: Spot, expected: Expected): Promise<Failure | undefined> => {
  try {
    return await withName(spot, async ({ at }) => {
      const found = await lstat(at, { bigint: true })
      if (found.isSymbolicLink()) return undefined
      const stands = meets(identityOf(found), expected) && meets(identityOf(await openedStat(at, spot)), expected)
      return stands ? undefined : doubt(pathOf(spot))
    })
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown
    return refusals.has(errnoOf(thrown)) ? doubt(pathOf(spot)) : undefined
  }
}

/** Gives a name; where it seems taken by a file that is in sight only, that is a Failure `move.doubtful`. `at` is the pinned name. */
export const giveName = async (spot: Spot, at: string, give: () => Promise<void>): Promise<void> => {
  try {
    await give()
  } catch (thrown) {
    if (errnoOf(thrown) === 'EEXIST' && isGoing(await lookAt(at))) throw doubt(pathOf(spot))
    throw thrown
  }
}
