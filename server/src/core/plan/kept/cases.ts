/** Gathers the units of a world, each met once. A unit that is the same as it was has the same case. */
import type { OwnedUnit, Unit, UnitId } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { demandOf } from '#core/plan/rank/demand.ts'
import type { Case, KeptAnswers, ListedCase, TenantCase, Wish } from './case.ts'

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

/** The units of a world. */
export const casesOf = ({ owned, units }: World): Cases => {
  const tenants: TenantCase[] = []
  const there = new Map<UnitId, TenantCase>()
  for (const row of owned) {
    const tenant = tenantCase(row, units.get(row.id))
    tenants.push(tenant)
    there.set(row.id, tenant)
  }
  const wanted: Case[] = []
  for (const unit of units.values()) {
    if (unit.wants.length > 0) wanted.push(there.get(unit.id) ?? wantedCase(unit))
  }
  return { tenants, wanted }
}
