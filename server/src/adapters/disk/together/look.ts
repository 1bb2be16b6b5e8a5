/** Looks at the same name that are asked for in one breath are one look: the files of a unit all ask about the same directories. */

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
