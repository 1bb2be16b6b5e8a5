/** What became of a list in which nearly everything stands where it stood. */

/** How many of the first things are the very same. */
export const samePlaces = (before: readonly unknown[], now: readonly unknown[]): number => {
  const most = Math.min(before.length, now.length)
  let same = 0
  while (same < most && before[same] === now[same]) same += 1
  return same
}

const sameFromBehind = (before: readonly unknown[], now: readonly unknown[], most: number): number => {
  let same = 0
  while (same < most && before[before.length - 1 - same] === now[now.length - 1 - same]) same += 1
  return same
}

/** What is not there any more, and what came. Nothing stands in either list twice. Where little changed it costs little more than a look at both. */
export const difference = <One extends object>(
  before: readonly One[],
  now: readonly One[]
): { readonly gone: ReadonlySet<One>; readonly come: readonly One[] } => {
  const first = samePlaces(before, now)
  const last = sameFromBehind(before, now, Math.min(before.length, now.length) - first)
  const [old, young] = [before.slice(first, before.length - last), now.slice(first, now.length - last)]
  const [known, there] = [new Set(old), new Set(young)]
  return { gone: new Set(old.filter((one) => !there.has(one))), come: young.filter((one) => !known.has(one)) }
}
