/** Gathers what must be asked for again, so that a burst of events costs one question each and never starves a slow one. */

/** Takes the names of what became old. */
export type Refresher<Name> = (names: readonly Name[]) => void

/**
 * @param refetch asks again for one name; settles when answered, never rejects
 * @param gatherMs how long names are gathered before the first question
 */
export function createRefresher<Name>(refetch: (name: Name) => Promise<void>, gatherMs: number): Refresher<Name> {
  const waiting = new Set<Name>()
  let busy = false

  const work = async () => {
    while (waiting.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, gatherMs))
      const names = [...waiting]
      waiting.clear()
      await Promise.all(names.map(refetch))
    }
    busy = false
  }

  return (names) => {
    for (const name of names) waiting.add(name)
    if (busy || waiting.size === 0) return
    busy = true
    void work()
  }
}
