/** Whether this browser is in, and what it may do; so that what somebody may not do says so before it is tried. */
import { allows, type Policy } from '@pcu/contract'
import { useQuery } from '@tanstack/react-query'
import { ask } from './client.ts'
import { keys } from './queries.ts'

/** A server that cannot say it is not asked again by every part that wants to know: the door would shut and open without end. */
export const useAccess = () =>
  useQuery({
    queryKey: keys.access,
    queryFn: ({ signal }) => ask('access', { signal }),
    retry: false,
    retryOnMount: false
  })

/** Whether somebody who is in may use what has this policy. The server decides; this only spares a refusal. */
export const useMay = (policy: Policy): boolean => {
  const { data } = useAccess()
  return allows(policy, data?.scope ?? undefined)
}
