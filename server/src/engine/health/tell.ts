/** Tells everybody what is wrong with the roots: the page live, and as problems as long as it is so. */
import type { Reason } from '@pcu/contract'
import type { Bus } from '#engine/bus.ts'
import { problemOfBlock, problemsOfRoots } from '#engine/layout.ts'
import type { Problems } from '#engine/tell/problems.ts'
import type { Health } from './health.ts'
import type { RootEvent } from './incident.ts'

/** What telling needs. */
interface TellDeps {
  readonly health: Health
  readonly problems: Problems
  readonly bus: Bus
}

/** Counts what an act outside a step met against its root, and tells when that changed what is thought of it. `unit`: what it was about. */
export const tellMet = async (
  deps: TellDeps,
  event: RootEvent | undefined,
  about: { readonly unit: string; readonly block: Reason | undefined }
): Promise<void> => {
  if (event !== undefined && (await deps.health.met(event, about.unit))) await tellRoots(deps, about.block)
}

/** `block`: why nothing may be promoted at all, where no root is to blame. */
export const tellRoots = async ({ health, problems, bus }: TellDeps, block: Reason | undefined): Promise<void> => {
  const report = health.report()
  const ofRoots = report === undefined ? [] : problemsOfRoots(report)
  problems.report('roots.', [...(ofRoots.length > 0 ? ofRoots : problemOfBlock(block)), ...health.warnings()])
  bus.publish({ type: 'roots.examined', roots: [...(await health.statuses())] })
}
