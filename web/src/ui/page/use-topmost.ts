/** Which of several dialogs lies on top: Escape closes that one alone. */
import { useEffect, useId, useSyncExternalStore } from 'react'

let open: readonly string[] = []
const listeners = new Set<() => void>()

const replace = (next: readonly string[]): void => {
  open = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether nothing that was opened later lies over it. */
export const useTopmost = (opened: boolean): boolean => {
  const id = useId()
  useEffect(() => {
    if (!opened) return
    replace([...open, id])
    return () => replace(open.filter((one) => one !== id))
  }, [id, opened])
  return useSyncExternalStore(subscribe, () => open.at(-1)) === id
}
