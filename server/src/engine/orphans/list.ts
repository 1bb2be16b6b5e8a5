/** Lists what waits for a person: each unit with its files, what somebody did to them and since when, and what can be done. */
import type { Orphan } from '@pcu/contract'
import type { OwnedFile, OwnedUnit } from '#core/model/unit.ts'
import { type Offer, offersFor } from '#core/move/remedy.ts'
import type { Ledger } from '#ports/ledger.ts'

const orphansOf = (unit: OwnedUnit): readonly OwnedFile[] => unit.files.filter(({ orphan }) => orphan !== undefined)

/** What can be done about all of the unit's files together; to forget it is always possible. */
const remediesOf = (unit: OwnedUnit): readonly Offer[] => {
  const [first = [], ...others] = orphansOf(unit).map(({ orphan }) => offersFor(orphan?.cause ?? 'unknown', unit.mode))
  return first.filter(({ how }) => others.every((offers) => offers.some((offer) => offer.how === how)))
}

const toOrphan = (unit: OwnedUnit): Orphan => {
  const files = orphansOf(unit)
  return {
    id: unit.rowId,
    unit: unit.id,
    title: unit.title,
    original: unit.mode.original,
    presentation: unit.mode.presentation,
    files: files.map(({ sharePath, poolPath, sizeBytes, orphan }) => ({
      path: sharePath,
      poolPath,
      sizeBytes,
      why: orphan?.why ?? '',
      since: orphan?.since ?? null
    })),
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    remedies: remediesOf(unit).map((offer) => ({ ...offer }))
  }
}

/** In the ledger's order. Touches no disk. */
export const listOrphans = async ({ ledger }: { readonly ledger: Pick<Ledger, 'owned'> }): Promise<readonly Orphan[]> =>
  (await ledger.owned()).filter(({ state }) => state === 'orphan').map(toOrphan)
