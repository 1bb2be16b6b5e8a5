/** Whether two reasons of room are alike. */
import type { Reason } from '@pcu/contract'

/** They hold texts and numbers alone, each kind in one order; a no where there is no difference costs work alone. */
export const saysTheSame = (a: Reason | undefined, b: Reason | undefined): boolean => {
  if (a === b || a === undefined || b === undefined) return a === b
  if (a.code !== b.code) return false
  const [values, others] = [Object.values(a), Object.values(b)]
  return values.length === others.length && values.every((value, at) => value === others[at])
}
