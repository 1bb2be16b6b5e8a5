/** Takes away what is still there when the process ends before its work: mounts and image files would stay in memory for good. */

const open = new Set<() => void>()

process.once('exit', () => {
  for (const remove of open) remove()
})

/** The same removal, done at the end of the process when nobody did it before. */
export const removedInTheEnd = (remove: () => void): (() => void) => {
  const once = (): void => {
    if (open.delete(once)) remove()
  }
  open.add(once)
  return once
}
