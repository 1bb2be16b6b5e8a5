/** Repeats a measurement and tells its median. */

/** Wall time of one call, milliseconds. */
export const timed = async (act: () => unknown): Promise<number> => {
  const begun = performance.now()
  await act()
  return performance.now() - begun
}

/** The median of `times` calls, milliseconds, after one that is not counted. */
export const medianOf = async (times: number, act: () => unknown): Promise<number> => {
  await act()
  const all: number[] = []
  for (let n = 0; n < times; n += 1) all.push(await timed(act))
  return all.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN
}

/** Whole milliseconds with their unit. */
export const ms = (value: number): string => `${Math.round(value)} ms`
