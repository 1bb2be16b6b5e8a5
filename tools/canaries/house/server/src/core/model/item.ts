// the honest neighbour that the canaries lean on
export const item = 1
export type Item = typeof item
