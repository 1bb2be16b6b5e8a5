/** The orders that are possible now and that this person may give. */
import { allows } from '@pcu/contract'
import { useAccess } from '../../api/use-access.ts'
import { useStatus } from '../../live/live.ts'
import { type Order, ordersNow, policyOf } from './orderable.ts'

/** Empty until the state of the server is known. */
export const usePossible = (): readonly Order[] => {
  const { data: possible = [] } = useStatus(ordersNow)
  const scope = useAccess().data?.scope ?? undefined
  return possible.filter((order) => allows(policyOf(order), scope))
}
