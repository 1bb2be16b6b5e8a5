/**
 * Before the first promotion: proves that the pool's files appear at the path that Plex reads, and asks pool, disk and view whether they can do
 * what the mode needs. Units that they cannot serve are left, with the sentence why.
 */
import type { Reason } from '@pcu/contract'
import type { StorageLayout } from '#core/model/layout.ts'
import type { Plan, PromoteStep } from '#core/model/plan.ts'
import type { Mode, SeenFile, UnitId } from '#core/model/unit.ts'
import { refusalOf } from '#core/resolve/capabilities.ts'
import { type NamedFile, nameRefusals } from '#core/resolve/name-limits.ts'
import type { ProbedFile, StorageAnswers, StorageHost } from '#ports/storage-host.ts'
import { Failure } from '#src/failure.ts'
import { eventOf } from './health/incident.ts'
import { tellMet } from './health/tell.ts'
import { type Places, placeAt } from './places/places.ts'
import type { RunDeps } from './run-deps.ts'
import type { Problems } from './tell/problems.ts'

const folderOf = (relative: string): string => relative.slice(0, Math.max(0, relative.lastIndexOf('/')))

const promotions = (plan: Plan): readonly PromoteStep[] =>
  plan.steps.filter((step): step is PromoteStep => step.kind === 'promote')

/** What proving needs. */
interface ProveDeps extends Pick<RunDeps, 'health' | 'bus'> {
  readonly host: Pick<StorageHost, 'proveUnion'>
  readonly problems: Problems
}

/** The pool could not be asked: that counts against it, nothing is promoted this time, and what goes home may still go. */
const blockFrom = async (
  thrown: unknown,
  unit: UnitId,
  { places, deps }: { readonly places: Places; readonly deps: Omit<ProveDeps, 'host'> }
): Promise<Reason> => {
  if (!(thrown instanceof Failure)) throw thrown
  await tellMet(deps, eventOf(thrown), { unit, block: places.place.promoteBlock })
  return { code: 'root-not-ready', root: placeAt(places, unit).layout.poolRoot, detail: thrown.told }
}

/**
 * Why the promotions of this plan must not be done, or undefined; a standing problem as long as it is so. A union that does
 * not show the pool's files would make Plex lose what is moved there. A pool that cannot be written blocks as well, and what goes home may still go.
 */
export const unionBlock = async (deps: ProveDeps, places: Places, plan: Plan): Promise<Reason | undefined> => {
  const { host, problems } = deps
  const { place, pathMap } = places
  const first = promotions(plan).find(({ unit }) => placeAt(places, unit.id) === place)
  if (first === undefined || place.layout.situation !== 'union') return undefined
  const unit = first.unit.id
  const proof = await host
    .proveUnion(place.layout, folderOf(pathMap.relativeOf(unit)))
    .catch((thrown: unknown) => blockFrom(thrown, unit, { places, deps }))
  if ('code' in proof) return proof
  const sentence = proof.proven ? undefined : `Nothing can be cached: ${proof.sentence}`
  problems.report(
    'union.',
    sentence === undefined ? [] : [{ id: 'union.proof', severity: 'error', sentence, setting: 'CACHE_DIR' }]
  )
  return proof.proven ? undefined : { code: 'mode-unavailable', detail: proof.sentence }
}

/** What asking the storage needs. */
interface AskDeps extends Pick<RunDeps, 'health' | 'bus'> {
  readonly host: Pick<StorageHost, 'probe'>
  readonly problems: Problems
}

/** A plan that can be made anew without some units. */
interface Replannable {
  readonly plan: Plan
  /** The same plan without promotions. */
  readonly blocked: (block: Reason) => Plan
  /** The same plan, in which these units are left for these reasons. */
  readonly without: (refused: ReadonlyMap<UnitId, Reason>) => Promise<Plan>
}

/** Why a file may not be promoted with these answers. A disk that could not be asked is left alone by every mode that would change it. */
const reasonFrom = (mode: Mode, answers: StorageAnswers): Reason | undefined => {
  const trouble = mode.original === 'keep' ? undefined : answers.trouble
  const detail = refusalOf(mode, answers) ?? trouble
  return detail === undefined ? undefined : { code: 'mode-unavailable', detail }
}

interface Asked {
  readonly step: PromoteStep
  readonly seen: SeenFile
}

const refusalsIn = async (
  deps: AskDeps,
  places: Places,
  { asked, ask }: { readonly asked: readonly Asked[]; readonly ask: boolean }
): Promise<Map<UnitId, Reason>> => {
  const refused = new Map<UnitId, Reason>()
  for (const [place, own] of Map.groupBy(asked, ({ step }) => placeAt(places, step.unit.id))) {
    const found = await refusalsAt(deps, { places, layout: place.layout }, { asked: own, ask })
    for (const [unit, reason] of found) refused.set(unit, reason)
  }
  return refused
}

/** The same of one library. */
const refusalsAt = async (
  deps: AskDeps,
  { places, layout }: { readonly places: Places; readonly layout: StorageLayout },
  { asked, ask }: { readonly asked: readonly Asked[]; readonly ask: boolean }
): Promise<Map<UnitId, Reason>> => {
  const files = asked.map(
    ({ seen }): ProbedFile => ({ arrayRoot: seen.arrayRoot, path: places.pathMap.relativeOf(seen.path) })
  )
  const answers = await deps.host.probe(layout, { files, ask })
  const refused = new Map<UnitId, Reason>()
  const named: NamedFile[] = []
  const met = new Set<Failure>()
  for (const [index, { step, seen }] of asked.entries()) {
    const [file, answer] = [files[index], answers[index]]
    if (file === undefined || answer === undefined) continue
    if (answer.failure !== undefined && !met.has(answer.failure)) {
      met.add(answer.failure)
      await tellMet(deps, eventOf(answer.failure), { unit: step.unit.id, block: places.place.promoteBlock })
    }
    const reason = reasonFrom(layout.mode, answer)
    if (reason === undefined) named.push({ ...file, unit: step.unit.id, shown: seen.path, answers: answer })
    else refused.set(step.unit.id, reason)
  }
  return new Map([...nameRefusals(named), ...refused])
}

const filesOf = (plan: Plan): readonly Asked[] =>
  promotions(plan).flatMap((step) => (step.inspection?.files ?? []).map((seen) => ({ step, seen })))

/** The mode that nothing can be promoted in is told as a standing problem; single units carry their own reason. */
const tell = ({ problems }: AskDeps, plan: Plan, refused: ReadonlyMap<UnitId, Reason>): void => {
  const [reason] = [...refused.values()].filter(({ code }) => code === 'mode-unavailable')
  const nothingGoes = reason?.code === 'mode-unavailable' && promotions(plan).length === 0
  const sentence = nothingGoes ? `Nothing that is wanted now can be cached: ${reason.detail}` : undefined
  problems.report(
    'storage.',
    sentence === undefined ? [] : [{ id: 'storage.mode', severity: 'error', sentence, setting: null }]
  )
}

/**
 * The plan without the units that the storage cannot serve in this mode. Units that take their place are asked about in turn, so disks are asked
 * only when something of theirs is about to move. Throws the signal's reason.
 */
export const planThatCanBeDone = async (
  deps: AskDeps,
  places: Places,
  { planned, ask, signal }: { readonly planned: Replannable; readonly ask: boolean; readonly signal: AbortSignal }
): Promise<Plan> => {
  const refused = new Map<UnitId, Reason>()
  let plan = planned.plan
  if (promotions(plan).length === 0) {
    // What blocks the whole plan is told where it was found; it must not stand here, too.
    if (places.place.promoteBlock !== undefined) deps.problems.report('storage.', [])
    return plan
  }
  for (;;) {
    signal.throwIfAborted()
    const asked = filesOf(plan)
    const unit = asked[0]?.step.unit.id
    const found = await refusalsIn(deps, places, { asked, ask }).catch((thrown: unknown) => {
      if (unit === undefined) throw thrown
      return blockFrom(thrown, unit, { places, deps })
    })
    if (!(found instanceof Map)) return planned.blocked(found)
    if (found.size === 0) break
    for (const [unit, reason] of found) refused.set(unit, reason)
    plan = await planned.without(refused)
  }
  tell(deps, plan, refused)
  return plan
}
