/** Whether what came to the pool can be brought home now. */
import { explain } from '@pcu/contract'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { Pin } from '#core/pins/pin.ts'
import { orphanReason } from '#core/plan/orphan-reason.ts'
import { holdsReturn } from '#core/resolve/root-gates.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { RootsReport } from '#ports/storage-host.ts'
import type { PastMove } from '#ports/store.ts'
import { type Held, type HeldDeps, heldByPlaying } from './held.ts'

/** What judging needs. */
export interface HomeDeps extends HeldDeps {
  readonly ledger: Pick<Ledger, 'owned'>
  /** The roots as the last run found them. */
  readonly live: { roots(): Pick<RootsReport, 'evictBlock' | 'gates'> | undefined }
  /** The pins that hold any of these titles, as far as the library was read. */
  readonly pins: { readonly desk: { holding(unit: Pick<OwnedUnit, 'ratingKeys'>): Promise<readonly Pin[]> } }
}

const heldByRoots = (owned: OwnedUnit, { live, timeZone }: HomeDeps): string | undefined => {
  const roots = live.roots()
  if (roots === undefined) return undefined
  const disks = owned.files.map(({ arrayRoot }) => arrayRoot)
  const reason = roots.evictBlock ?? holdsReturn(disks, owned.mode, roots.gates)
  return reason === undefined ? undefined : explain(reason, timeZone)
}

const heldByPin = (pins: readonly Pin[]): string | undefined => {
  const lasting = pins.find(({ untilAt }) => untilAt === undefined)
  return lasting === undefined ? undefined : `${lasting.by} pinned ${lasting.title}; take that pin away first.`
}

/** A pin with an end that holds nothing else came of an undo, and ends with the next one. */
export const heldAtHome = async ({ unit }: PastMove, deps: HomeDeps): Promise<Held<Pin>> => {
  const owned = (await deps.ledger.owned()).find(({ id }) => id === unit)
  if (owned === undefined) return { refusal: 'It is not on the pool any more.' }
  const orphan = orphanReason(owned)
  if (orphan !== undefined) return { refusal: explain(orphan, deps.timeZone) }
  const pins = await deps.pins.desk.holding(owned)
  const refusal = heldByPin(pins) ?? heldByRoots(owned, deps) ?? (await heldByPlaying(owned.ratingKeys, deps))
  return { refusal, ending: pins }
}
