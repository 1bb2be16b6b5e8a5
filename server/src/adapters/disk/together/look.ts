/** Looks at the same name that are asked for in one breath are one look: the files of a unit all ask about the same directories. */
import { errnoOf, isAbsent } from '#adapters/disk/errno-words.ts'
import { identityOf, isGoing, lookAt } from '#adapters/disk/identity.ts'
import { pathOf, withDirectory, withName } from '#adapters/disk/pin.ts'
import type { Identity } from '#core/move/machine.ts'
import type { Spot } from '#ports/file-system.ts'

/**
 * Shares calls of `look` by key. Only the turn of the event loop that asked first may join: nothing that anybody did has an end within it, so that whoever
 * acts and looks again afterwards gets a look of their own.
 */
export const createSharedLook = <Key, Found>(
  keyOf: (key: Key) => string,
  look: (key: Key) => Promise<Found>
): ((key: Key) => Promise<Found>) => {
  const joinable = new Map<string, Promise<Found>>()
  return (key) => {
    const id = keyOf(key)
    const before = joinable.get(id)
    if (before !== undefined) return before
    const looking = look(key)
    joinable.set(id, looking)
    setImmediate(() => joinable.delete(id))
    return looking
  }
}

const lookAtName = async (spot: Spot): Promise<Identity | undefined> => {
  const found = await withName(spot, ({ at }) => lookAt(at))
  return isGoing(found) ? undefined : found
}

const lookHere = async (spot: Spot): Promise<Identity | undefined> => {
  try {
    if (spot.path !== '') return await lookAtName(spot)
    return await withDirectory(spot, async (root) => identityOf(await root.stat({ bigint: true })))
  } catch (thrown) {
    if (isAbsent(errnoOf(thrown))) return undefined
    throw thrown
  }
}

/** Says what stands under a name, or undefined when nothing does. */
export const createLook = (): ((spot: Spot) => Promise<Identity | undefined>) => createSharedLook(pathOf, lookHere)
