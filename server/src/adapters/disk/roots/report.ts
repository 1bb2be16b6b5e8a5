/** From what was found of each root to what is said of all of them: states, what may be done where, and why not. */
import type { Reason } from '@pcu/contract'
import { mappingWarnings } from '#adapters/disk/mappings.ts'
import { type ArrayPath, arrayPath } from '#core/model/place.ts'
import type { RootGate, RootGates } from '#core/model/root-gate.ts'
import { gateOf } from '#core/resolve/root-gates.ts'
import type { RootsReport } from '#ports/storage-host.ts'
import type { Examination } from './examination.ts'
import { type Finding, toRootState } from './states.ts'
import type { UnionFinding } from './union.ts'

/** Only roots known to be what they were are handed on: nothing is ever written to any other. */
export const isUsable = ({ state, allowsReturn }: Finding): boolean => allowsReturn || state === 'read-only'

const notReady = ({ look, detail }: Finding): Reason => ({ code: 'root-not-ready', root: look.path, detail })

const FIXED = 'it is mounted read-only; map it read-write, because what would move must change files there.'

/** A root that is refused for something new alone still gives back what is on it. */
const gateOfFinding = (finding: Finding): RootGate => {
  const { state, allowsReturn } = finding
  return state === 'refused' && allowsReturn ? { fill: notReady(finding) } : gateOf(state, notReady(finding))
}

/** A read-only disk of the array is no trouble as long as nothing must change there. */
const gateOfArray = (finding: Finding): RootGate =>
  gateOfFinding(finding.state === 'read-only' ? { ...finding, detail: FIXED } : finding)

interface Findings {
  readonly share: Finding
  readonly pool: Finding
  /** In the union's order; one that the view lost has no place in it any more and stands first, because it may have been before any other. */
  readonly arrays: readonly Finding[]
}

const gatesOf = (arrays: readonly Finding[]): RootGates =>
  new Map(arrays.filter(({ state }) => state !== 'online').map((finding) => [finding.look.path, gateOfArray(finding)]))

/** What an examination found, as it is handed on. */
export const toReport = (exam: Examination, union: UnionFinding, { share, pool, arrays }: Findings): RootsReport => {
  const hidden = union.hidden ?? (arrays.length === 0 ? noBranch(share.look.path, exam.setting) : undefined)
  const unseen: Reason | undefined = hidden === undefined ? undefined : { code: 'mode-unavailable', detail: hidden }
  const noDisk = arrays.some(isUsable) ? undefined : arrays.map(notReady)[0]
  const view = gateOf(share.state === 'read-only' ? 'online' : share.state, notReady(share)).touch ?? noDisk
  const into = gateOfFinding(pool)
  const arrayRoots = arrays.filter(isUsable).map(({ look }): ArrayPath => arrayPath(look.path))
  const mappings = mappingWarnings(exam.table, { pool: exam.paths.poolRoot, arrays: arrayRoots })
  return {
    share: toRootState(share),
    pool: toRootState(pool),
    arrays: arrays.map(toRootState),
    situation: union.situation,
    arrayRoots,
    branches: arrays.map(({ look }): ArrayPath => arrayPath(look.path)),
    gates: gatesOf(arrays),
    promoteBlock: view ?? into.fill ?? unseen,
    evictBlock: view ?? into.change ?? unseen,
    warnings: [...union.warnings, ...exam.warnings, ...mappings]
  }
}

const noBranch = (share: string, setting: string): string =>
  `none of the branches behind ${share} (${setting}) is visible here; map them into the container or name them in ARRAY_SOURCES.`
