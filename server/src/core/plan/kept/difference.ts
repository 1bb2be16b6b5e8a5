/** What became of a list in which nearly everything stands where it stood. */

/** How many of the first things are the very same. */
export const samePlaces = (before: readonly unknown[], now: readonly unknown[]): number => {
  const most = Math.min(before.length, now.length)
  let same = 0
  while (same < most && before[same] === now[same]) same += 1
  return same
}

/** So far ahead is looked for what is missing in its place. */
const ahead = 16

/** How many things of a list stand before this one, where they are few. */
const before = (list: readonly object[], from: number, one: object | undefined): number | undefined => {
  for (let n = 1; n <= ahead; n += 1) if (list[from + n] === one) return n
  return undefined
}

/** What of both lists does not stand in order in the other; after a great change all that follows. */
const displaced = <One extends object>(old: readonly One[], now: readonly One[]) => {
  const [gone, come]: [One[], One[]] = [[], []]
  let [from, to] = [0, 0]
  while (from < old.length && to < now.length) {
    if (old[from] === now[to]) {
      from += 1
      to += 1
      continue
    }
    const [less, more] = [before(old, from, now[to]), before(now, to, old[from])]
    if (less === undefined && more === undefined && old[from + 1] !== now[to + 1]) break
    const [out, into] = less === undefined ? [more === undefined ? 1 : 0, more ?? 1] : [less, 0]
    gone.push(...old.slice(from, from + out))
    come.push(...now.slice(to, to + into))
    from += out
    to += into
  }
  return { gone: [...gone, ...old.slice(from)], come: [...come, ...now.slice(to)] }
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
