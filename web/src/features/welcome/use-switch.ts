/** Switching on, and staying in test mode: what is saved first, when the program begins anew, and that exactly the plan that was shown is done. */
import type { PlanReview } from '@pcu/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask, tell } from '../../api/client.ts'
import { beginAnew } from './use-welcome.ts'

/** What somebody decides at the end. */
export type Decision = 'switch-on' | 'stay'

interface Shown {
  /** The dry run whose plan is shown. */
  readonly run: number | undefined
  readonly review: PlanReview | undefined
}

/** Test mode counts from the start of the program on. While it begins anew nothing is moved: the set-up is finished afterwards. */
const setTestMode = async (on: boolean): Promise<void> => {
  const { settings, revision } = await ask('settings')
  const now = settings.find(({ key }) => key === 'testMode.enabled')
  if (now?.value !== on) await tell('saveSettings', { revision, changes: { 'testMode.enabled': on } })
  if (now?.value !== on || now.waits) await beginAnew()
}

const hasWork = ({ totals }: PlanReview): boolean =>
  totals === null || totals.some(({ operation, units }) => operation !== 'keep' && operation !== 'skip' && units > 0)

const carryOut = async (decision: Decision, { run, review }: Shown): Promise<void> => {
  await setTestMode(decision === 'stay')
  await tell('finishWelcome', {})
  if (decision === 'stay' || run === undefined || !review?.review || !hasWork(review)) return
  await tell('applyPlan', { digest: review.review.digest }, { run })
}

/** @param finished called once all of it is done */
export function useSwitch(shown: Shown, finished: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (decision: Decision) => carryOut(decision, shown),
    onSettled: () => client.invalidateQueries(),
    onSuccess: finished
  })
}
