/** Finds a place in what is in order. */

/** The first position from which on the answer is yes, or the end. */
export const firstYes = (from: number, end: number, isYes: (at: number) => boolean): number => {
  let [low, high] = [from, end]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isYes(middle)) high = middle
    else low = middle + 1
  }
  return low
}
