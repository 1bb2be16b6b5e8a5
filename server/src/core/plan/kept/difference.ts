/** What became of a list in which nearly everything stands where it stood. */

/** A place in each of two lists. */
interface Places {
  readonly from: number
  readonly to: number
}

const atBegin: Places = { from: 0, to: 0 }

/** How many things are the very same in both lists, from these places on. */
export const samePlaces = (
  old: readonly unknown[],
  now: readonly unknown[],
  { from, to }: Places = atBegin
): number => {
  const most = Math.min(old.length - from, now.length - to)
  let same = 0
  while (same < most && old[from + same] === now[to + same]) same += 1
  return same
}

/** So far ahead is looked for what is missing in its place. */
const ahead = 16

/** How many things of a list stand before this one, where they are few. */
const before = (list: readonly object[], from: number, one: object | undefined): number | undefined => {
  for (let n = 1; n <= ahead; n += 1) if (list[from + n] === one) return n
  return undefined
}

/** Where both go on alike; undefined after a great change. */
const nextAlike = (old: readonly object[], now: readonly object[], { from, to }: Places): Places | undefined => {
  const less = before(old, from, now[to])
  if (less !== undefined) return { from: from + less, to }
  const more = before(now, to, old[from])
  if (more !== undefined) return { from, to: to + more }
  return old[from + 1] === now[to + 1] ? { from: from + 1, to: to + 1 } : undefined
}

/** What of both lists does not stand in order in the other; after a great change all that follows. */
const displaced = <One extends object>(old: readonly One[], now: readonly One[]) => {
  const [gone, come]: [One[], One[]] = [[], []]
  let at = atBegin
  for (;;) {
    const same = samePlaces(old, now, at)
    at = { from: at.from + same, to: at.to + same }
    const next = at.from < old.length && at.to < now.length ? nextAlike(old, now, at) : undefined
    gone.push(...old.slice(at.from, next?.from))
    come.push(...now.slice(at.to, next?.to))
    if (next === undefined) return { gone, come }
    at = next
  }
}

/** What is not there any more, and what came. Nothing stands in either list twice. Where little changed it costs little more than a look at both. */
export const difference = <One extends object>(
  old: readonly One[],
  now: readonly One[]
): { readonly gone: ReadonlySet<One>; readonly come: readonly One[] } => {
  const moved = displaced(old, now)
  const [known, there] = [new Set(moved.gone), new Set(moved.come)]
  return {
    gone: new Set(moved.gone.filter((one) => !there.has(one))),
    come: moved.come.filter((one) => !known.has(one))
  }
}
