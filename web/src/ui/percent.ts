/** How much of a whole is done, for people. */

/** Whole percent, never 100 before it is all there; 0 for nothing of nothing. */
export const percentOf = (done: number, total: number): number =>
  total <= 0 ? 0 : Math.max(0, Math.min(100, Math.floor((done / total) * 100)))
