/** What is said of a unit whose copy or original somebody deleted or replaced, wanted or not. */
import type { Reason } from '@pcu/contract'
import type { OwnedUnit } from '#core/model/unit.ts'

const unnamed = 'it was deleted or replaced by another program'

/** Names the first such file, what happened to it, and where the remedies are; undefined when the unit is no orphan. */
export const orphanReason = ({ id, state, files }: Pick<OwnedUnit, 'id' | 'state' | 'files'>): Reason | undefined => {
  if (state !== 'orphan') return undefined
  const file = files.find(({ orphan }) => orphan !== undefined)
  const detail = `${file?.sharePath ?? id}: ${file?.orphan?.why ?? unnamed}. "pcu orphans" tells what can be done.`
  return { code: 'needs-a-person', detail }
}
