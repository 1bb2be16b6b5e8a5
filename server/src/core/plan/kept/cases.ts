/** Gathers the units of a world, each met once. A unit that is the same as it was has the same case. */
import type { OwnedUnit, Unit, UnitId } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { demandOf } from '#core/plan/rank/demand.ts'
import type { Case, KeptAnswers, ListedCase, TenantCase, Wish } from './case.ts'
import { difference, samePlaces } from './difference.ts'

/** Whether Plex lists it. */
export const isListed = (one: Case): one is ListedCase => one.unit !== undefined

const nothingKept: KeptAnswers = {
  unwanted: undefined,
  standing: undefined,
  isFree: undefined,
  graceEnd: undefined,
  applicant: undefined
}

const open = <Owned extends OwnedUnit | undefined>(owned: Owned, unit: Unit | undefined) => {
  const opened: Case & { readonly owned: Owned; wish: Wish | undefined } = {
    owned,
    unit,
    answers: { ...nothingKept },
    wish: undefined,
    latest: undefined,
    applied: undefined,
    sent: undefined,
    rows: undefined,
    ranked: undefined
  }
  const demand = unit === undefined ? undefined : demandOf(unit)
  if (demand !== undefined) opened.wish = { ...demand, of: opened }
  return opened
}

/** Rows and units are never changed, only replaced. */
const ofRow = new WeakMap<OwnedUnit, TenantCase>()
const ofUnit = new WeakMap<Unit, Case>()

const tenantCase = (owned: OwnedUnit, unit: Unit | undefined): TenantCase => {
  const known = ofRow.get(owned)
  if (known !== undefined && known.unit === unit) return known
  const opened = open(owned, unit)
  ofRow.set(owned, opened)
  return opened
}

const wantedCase = (unit: Unit): Case => {
  const known = ofUnit.get(unit)
  if (known !== undefined) return known
  const opened = open(undefined, unit)
  ofUnit.set(unit, opened)
  return opened
}

/** All units of a plan. */
export interface Cases {
  /** In the ledger's order. */
  readonly tenants: readonly TenantCase[]
  /** Everything that somebody wants, on the pool or not. */
  readonly wanted: readonly Case[]
}

interface Gathered extends Cases {
  readonly rows: readonly OwnedUnit[]
  readonly listed: readonly Unit[]
  readonly there: ReadonlyMap<UnitId, TenantCase>
}

const isWanted = ({ wants }: Unit): boolean => wants.length > 0

const byId = (tenants: readonly TenantCase[]): ReadonlyMap<UnitId, TenantCase> =>
  new Map(tenants.map((tenant) => [tenant.owned.id, tenant]))

const gather = (rows: readonly OwnedUnit[], units: World['units'], listed: readonly Unit[]): Gathered => {
  const tenants = rows.map((row) => tenantCase(row, units.get(row.id)))
  const there = byId(tenants)
  const wanted = listed.filter(isWanted).map((unit) => there.get(unit.id) ?? wantedCase(unit))
  return { rows, listed, tenants, there, wanted }
}

/** While the rows are the same, only what Plex lists otherwise makes another case. */
const mend = (before: Gathered, units: World['units'], listed: readonly Unit[]): Gathered => {
  const { gone, come } = difference(before.listed, listed)
  if (gone.size + come.length === 0) return { ...before, listed }
  const touched = new Set([...gone, ...come].map(({ id }) => id).filter((id) => before.there.has(id)))
  const anew = ({ owned }: TenantCase): TenantCase => tenantCase(owned, units.get(owned.id))
  const tenants =
    touched.size === 0
      ? before.tenants
      : before.tenants.map((tenant) => (touched.has(tenant.owned.id) ? anew(tenant) : tenant))
  const there = touched.size === 0 ? before.there : byId(tenants)
  const left = before.wanted.filter(({ unit }) => unit === undefined || !gone.has(unit))
  const added = come.filter(isWanted).map((unit) => there.get(unit.id) ?? wantedCase(unit))
  return { ...before, listed, tenants, there, wanted: [...left, ...added] }
}

let latest: Gathered = gather([], new Map(), [])

/** The units of a world. */
export const casesOf = ({ owned, units }: World): Cases => {
  const listed = [...units.values()]
  const isSameLedger = owned.length === latest.rows.length && samePlaces(owned, latest.rows) === owned.length
  latest = isSameLedger ? mend(latest, units, listed) : gather(owned, units, listed)
  return latest
}
