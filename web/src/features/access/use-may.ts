/** What the person at this browser may do, so that what they may not do says so before it is tried. */
import { allows, type Policy } from '@pcu/contract'
import { useAccess } from './use-access.ts'

/** Whether somebody who is in may use what has this policy. The server decides; this only spares a refusal. */
export const useMay = (policy: Policy): boolean => {
  const { data } = useAccess()
  return allows(policy, data?.scope ?? undefined)
}
