/** Everything that lies on the pool because of us, as registers outside the database must know it: the ledger and what is about to be published. */
import type { Kysely } from 'kysely'
import type { RegisteredFile, RegisteredUnit } from '#ports/register.ts'
import { entryOf, ownedRecordOf } from './entry-row.ts'
import type { Tables } from './tables.ts'
import { strings } from './text-columns.ts'

interface UnitRow {
  readonly unit: RegisteredUnit['unit']
  readonly title: string
  readonly section_id: string
  readonly rating_keys: string
}

const unitOf = ({ unit, title, section_id, rating_keys }: UnitRow): RegisteredUnit => ({
  unit,
  title,
  sectionId: section_id,
  ratingKeys: strings(rating_keys)
})

const members = (db: Kysely<Tables>) =>
  db
    .selectFrom('owned_member')
    .innerJoin('owned_unit', 'owned_unit.id', 'owned_member.owned_unit_id')
    .select(['owned_file_id', 'owned_unit_id', 'unit', 'title', 'section_id', 'rating_keys'])
    .orderBy('owned_unit.id')

/** A unit is understood once, however many files it has. */
const createUnitReader = (): ((row: UnitRow & { readonly owned_unit_id: number }) => RegisteredUnit) => {
  const known = new Map<number, RegisteredUnit>()
  return (row) => {
    const before = known.get(row.owned_unit_id)
    if (before !== undefined) return before
    const unit = unitOf(row)
    known.set(row.owned_unit_id, unit)
    return unit
  }
}

const unitsByFile = async (db: Kysely<Tables>): Promise<ReadonlyMap<number, readonly RegisteredUnit[]>> => {
  const rows = await members(db).execute()
  const unitIn = createUnitReader()
  const found = new Map<number, RegisteredUnit[]>()
  for (const row of rows) {
    const known = found.get(row.owned_file_id)
    if (known === undefined) found.set(row.owned_file_id, [unitIn(row)])
    else known.push(unitIn(row))
  }
  return found
}

const owned = async (db: Kysely<Tables>): Promise<readonly RegisteredFile[]> => {
  const units = await unitsByFile(db)
  const rows = await db.selectFrom('owned_file').selectAll().orderBy('id').execute()
  return rows.flatMap((row): readonly RegisteredFile[] => {
    const { entry, orphan, id } = ownedRecordOf(row, 0)
    return entry.copy === undefined ? [] : [{ ...entry, copy: entry.copy, orphan, units: units.get(id) ?? [] }]
  })
}

/** Files on their way to the pool whose names may change at any moment, or have. */
const arriving = async (db: Kysely<Tables>): Promise<readonly RegisteredFile[]> => {
  const moves = await db.selectFrom('move').selectAll().where('direction', '=', 'in').execute()
  const rows = await db.selectFrom('move_file').selectAll().where('temp_inode', 'is not', null).orderBy('id').execute()
  return rows.flatMap((row): readonly RegisteredFile[] => {
    const move = moves.find(({ id }) => id === row.move_id)
    const { temp, ...entry } = entryOf(row, 'in')
    if (move === undefined || temp === undefined) return []
    return [{ ...entry, copy: temp, orphan: undefined, units: [unitOf(move)] }]
  })
}

/** The units that one owned file serves. */
export const readUnitsOf = async (db: Kysely<Tables>, fileId: number): Promise<readonly RegisteredUnit[]> =>
  (await members(db).where('owned_file_id', '=', fileId).execute()).map(unitOf)

/** Reads it all. */
export const readRegistered = async (db: Kysely<Tables>): Promise<readonly RegisteredFile[]> => [
  ...(await owned(db)),
  ...(await arriving(db))
]
