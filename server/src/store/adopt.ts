/** Takes files into the ledger that lie on the pool already, and lets go of files that are home already: the database follows the disks. */
import type { Kysely, Transaction } from 'kysely'
import type { FoundFile } from '#ports/journal.ts'
import type { RegisteredPlace, RegisteredUnit } from '#ports/register.ts'
import { copiedColumns } from './entry-row.ts'
import type { Tables } from './tables.ts'

type Open = Transaction<Tables>

/** Why such a unit is on the pool: nobody knows any more. */
const because = JSON.stringify([{ code: 'found-again' }])

const unitsOf = ({ file }: FoundFile): readonly RegisteredUnit[] => {
  if (file.units.length > 0) return file.units
  const title = file.path.slice(file.path.lastIndexOf('/') + 1)
  return [{ unit: file.sharePath, title, sectionId: '', ratingKeys: [] }]
}

const unitRow = async (open: Open, found: FoundFile, known: { unit: RegisteredUnit; files: number; now: number }) => {
  const { unit, files, now } = known
  await open
    .insertInto('owned_unit')
    .values({
      unit: unit.unit,
      title: unit.title,
      section_id: unit.sectionId,
      rating_keys: JSON.stringify(unit.ratingKeys),
      presentation: found.file.mode.presentation,
      original: found.file.mode.original,
      because,
      expected_files: files,
      promoted_at: now,
      last_wanted_at: now
    })
    .onConflict((same) => same.doNothing())
    .execute()
  return await open.selectFrom('owned_unit').select('id').where('unit', '=', unit.unit).executeTakeFirstOrThrow()
}

const stateOf = ({ orphan }: FoundFile, now: number) =>
  orphan === undefined
    ? ({ state: 'cached', detail: null, orphan_cause: null, orphaned_at: null } as const)
    : ({ state: 'orphan', detail: orphan.why, orphan_cause: orphan.cause, orphaned_at: now } as const)

const fileRow = async (open: Open, found: FoundFile, now: number): Promise<number> => {
  const { file } = found
  const columns = { ...copiedColumns(file, file.copy), ...stateOf(found, now) }
  const row = await open
    .insertInto('owned_file')
    .values(columns)
    .onConflict((same) => same.columns(['pool_root', 'path']).doUpdateSet(columns))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The directories between a root and a name, from the top. */
const above = (path: string): readonly string[] => {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_part, at) => parts.slice(0, at + 1).join('/'))
}

/** Empty ones are taken away when the file goes home, as if it were known who made them; nothing can be lost with them. */
const noteDirectories = async (open: Open, { file }: FoundFile): Promise<void> => {
  for (const path of above(file.path)) {
    await open
      .insertInto('made_directory')
      .values({ root: file.poolRoot, path })
      .onConflict((same) => same.doNothing())
      .execute()
  }
}

/** Takes files in, all or none. A file that is there already gets what was found. */
export const adoptFiles = async (db: Kysely<Tables>, found: readonly FoundFile[], now: number): Promise<void> => {
  const members = Map.groupBy(
    found.flatMap((one) => unitsOf(one).map((unit) => unit.unit)),
    (unit) => unit
  )
  await db.transaction().execute(async (open) => {
    for (const one of found) {
      const fileId = await fileRow(open, one, now)
      await noteDirectories(open, one)
      for (const unit of unitsOf(one)) {
        const files = members.get(unit.unit)?.length ?? 1
        const { id } = await unitRow(open, one, { unit, files, now })
        await open
          .insertInto('owned_member')
          .values({ owned_unit_id: id, owned_file_id: fileId })
          .onConflict((same) => same.doNothing())
          .execute()
      }
    }
  })
}

/** Lets go of files that are home; units without a file go with them. */
export const disownFiles = async (db: Kysely<Tables>, places: readonly RegisteredPlace[]): Promise<void> => {
  await db.transaction().execute(async (open) => {
    for (const { poolRoot, path } of places) {
      await open.deleteFrom('owned_file').where('pool_root', '=', poolRoot).where('path', '=', path).execute()
    }
    const kept = open.selectFrom('owned_member').select('owned_unit_id')
    await open.deleteFrom('owned_unit').where('id', 'not in', kept).execute()
  })
}
