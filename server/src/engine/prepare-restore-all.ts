/** Plans that everything goes home: a person's order, which needs no answer from Plex. */
import { explain, type Reason } from '@pcu/contract'
import type { EvictStep, Plan, PlannedDecision } from '#core/model/plan.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import { holdsReturn } from '#core/resolve/root-gates.ts'
import { Failure } from '#src/failure.ts'
import type { Found } from './health/find-roots.ts'
import { allGates } from './health/overlay.ts'
import { placeOfOwned } from './places/places.ts'
import type { Prepared } from './prepare.ts'
import type { RunDeps } from './run-deps.ts'
import { measurePool, roomOf } from './survey.ts'

const asked: readonly [Reason, ...Reason[]] = [{ code: 'restore-requested' }]

const homeStep = (unit: OwnedUnit): EvictStep => ({ kind: 'evict', unit, sizeBytes: unit.sizeBytes, because: asked })

const baseOf = (unit: OwnedUnit) => ({
  unit: unit.id,
  title: unit.title,
  score: [],
  sizeBytes: unit.sizeBytes,
  files: unit.files.length
})

const homeDecision = (unit: OwnedUnit): PlannedDecision => ({
  ...baseOf(unit),
  action: 'evict',
  because: asked,
  refusals: [],
  from: unit.files.at(-1)?.poolPath,
  to: unit.id
})

const heldDecision = (unit: OwnedUnit, reason: Reason): PlannedDecision => ({
  ...baseOf(unit),
  action: 'keep',
  because: [reason],
  refusals: [{ rule: 'roots-are-ready', reason }],
  from: undefined,
  to: undefined
})

const wayBlocked = (block: Reason): string =>
  block.code === 'root-not-ready' ? `${block.root}: ${block.detail}` : explain(block)

const noWay = (block: Reason): Failure =>
  new Failure('disk.gone', { sentence: `no file can be brought home. ${wayBlocked(block)}`, retry: 'later' })

/** Everything goes home but what lies on a disk in trouble. Throws a Failure when nothing can. */
export const prepareRestoreAll = async (deps: RunDeps, found: Found): Promise<Prepared> => {
  const { pool, owned } = await measurePool(deps, deps.settings, found)
  deps.bus.publish({ type: 'pool.measured', pool })
  const gates = allGates(found.roots)
  const { evictBlock } = found.place
  if (evictBlock !== undefined && found.sources.length === 0) throw noWay(evictBlock)
  const ways = owned.map((unit) => {
    const roots = unit.files.map((file) => file.arrayRoot)
    return { unit, held: placeOfOwned(found, unit).evictBlock ?? holdsReturn(roots, unit.mode, gates) }
  })
  const [first] = ways
  if (first?.held !== undefined && ways.every(({ held }) => held !== undefined)) throw noWay(first.held)
  const plan: Plan = {
    decisions: ways.map(({ unit, held }) => (held === undefined ? homeDecision(unit) : heldDecision(unit, held))),
    steps: ways.flatMap(({ unit, held }) => (held === undefined ? [homeStep(unit)] : []))
  }
  return {
    kind: 'planned',
    plan,
    pool: roomOf(pool),
    copies: new Map(),
    blocked: () => plan,
    without: async () => plan
  }
}
