/** The end of a journal entry: its row goes, and the ledger says what is, in one transaction. */
import { sql, type Transaction } from 'kysely'
import type { FileEntry, Followed } from '#core/move/machine.ts'
import type { DirectoryName, Ending } from '#ports/journal.ts'
import { copiedColumns } from './entry-row.ts'
import type { Tables } from './tables.ts'
import { numbers } from './text-columns.ts'

type Open = Transaction<Tables>

/** The ledger's unit of a promotion, made with its first file. */
export const ownedUnitOf = async (open: Open, moveId: number, now: number): Promise<number> => {
  const move = await open.selectFrom('move').selectAll().where('id', '=', moveId).executeTakeFirstOrThrow()
  const columns = {
    title: move.title,
    section_id: move.section_id,
    rating_keys: move.rating_keys,
    presentation: move.presentation,
    original: move.original,
    because: move.because,
    expected_files: move.expected_files
  }
  const unit = await open
    .insertInto('owned_unit')
    .values({ ...columns, unit: move.unit, promoted_at: now, last_wanted_at: now })
    .onConflict((known) => known.column('unit').doUpdateSet(columns))
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const fileId of numbers(move.shared_files)) await addMember(open, unit.id, fileId)
  return unit.id
}

const addMember = async (open: Open, unitId: number, fileId: number): Promise<void> => {
  await open
    .insertInto('owned_member')
    .columns(['owned_unit_id', 'owned_file_id'])
    .expression((from) =>
      from
        .selectFrom('owned_file')
        .select([sql<number>`${unitId}`.as('unit'), 'owned_file.id'])
        .where('owned_file.id', '=', fileId)
    )
    .onConflict((same) => same.doNothing())
    .execute()
}

type Orphaned = Extract<Ending, { kind: 'orphan' }>

const orphanColumns = ({ cause, why }: Orphaned, now: number) => ({
  state: 'orphan' as const,
  detail: why,
  orphan_cause: cause,
  orphaned_at: now
})

const well = { state: 'cached', detail: null, orphan_cause: null, orphaned_at: null } as const

const addOwned = async (open: Open, entry: FileEntry, owned: { now: number; orphan?: Orphaned }): Promise<void> => {
  const file = await open
    .insertInto('owned_file')
    .values({
      ...copiedColumns(entry, entry.temp ?? entry.copy),
      ...(owned.orphan === undefined ? well : orphanColumns(owned.orphan, owned.now))
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await addMember(open, await ownedUnitOf(open, entry.moveId, owned.now), file.id)
}

/** What was found out of an orphan once more does not make it a younger one. */
const setOrphan = async (
  open: Open,
  fileId: number,
  { orphan, now }: { readonly orphan: Orphaned; readonly now: number }
): Promise<void> => {
  const known = open.selectFrom('owned_file').select(['orphan_cause', 'orphaned_at']).where('id', '=', fileId)
  const before = await known.executeTakeFirst()
  const since = before?.orphan_cause === orphan.cause ? (before.orphaned_at ?? now) : now
  await open.updateTable('owned_file').set(orphanColumns(orphan, since)).where('id', '=', fileId).execute()
}

/** The same file with a new original and the copy that it was made from. */
const renew = async (open: Open, fileId: number, entry: FileEntry): Promise<void> => {
  const columns = { ...copiedColumns(entry, entry.copy), ...well }
  await open.updateTable('owned_file').set(columns).where('id', '=', fileId).execute()
}

/** The same file under the name that somebody gave it; a unit is called after its first video. */
const follow = async (open: Open, fileId: number, { entry, to }: { entry: FileEntry; to: Followed }): Promise<void> => {
  const { ratingKeys, ...names } = to
  const columns = { ...copiedColumns({ ...entry, ...names }, entry.copy), ...well }
  await open.updateTable('owned_file').set(columns).where('id', '=', fileId).execute()
  const members = sql<number>`(SELECT COUNT(*) FROM owned_member WHERE owned_unit_id = owned_unit.id)`
  const keys = ratingKeys === undefined ? {} : { rating_keys: JSON.stringify(ratingKeys) }
  await open
    .updateTable('owned_unit')
    .set({ unit: to.sharePath, expected_files: members, ...keys })
    .where('unit', '=', entry.sharePath)
    .execute()
}

/** A unit without a file of its own is gone; files that it shared serve the other units. */
const dropEmptyUnits = async (open: Open, unit: string): Promise<void> => {
  await sql`
    DELETE FROM owned_unit WHERE unit = ${unit} AND NOT EXISTS (
      SELECT 1 FROM owned_member AS mine WHERE mine.owned_unit_id = owned_unit.id AND NOT EXISTS (
        SELECT 1 FROM owned_member AS other
        WHERE other.owned_file_id = mine.owned_file_id AND other.owned_unit_id <> mine.owned_unit_id))`.execute(open)
}

/** Ends a move that has no open files; a unit whose last file came home leaves the ledger. */
export const endMoveIfEmpty = async (open: Open, moveId: number): Promise<void> => {
  const left = await open.selectFrom('move_file').select('id').where('move_id', '=', moveId).executeTakeFirst()
  if (left !== undefined) return
  const move = await open.deleteFrom('move').where('id', '=', moveId).returningAll().executeTakeFirstOrThrow()
  if (move.direction === 'out') await dropEmptyUnits(open, move.unit)
}

/** What closing an entry is told. */
export interface Closing {
  readonly ending: Ending
  readonly forget: readonly DirectoryName[]
  readonly now: number
}

const changeLedger = async (open: Open, entry: FileEntry, { ending, now }: Closing): Promise<void> => {
  const fileId = entry.ownedFileId
  if (ending.kind === 'cached') await addOwned(open, entry, { now })
  if (ending.kind === 'home' && fileId !== undefined) {
    await open.deleteFrom('owned_file').where('id', '=', fileId).execute()
  }
  if (ending.kind === 'renewed' && fileId !== undefined) await renew(open, fileId, entry)
  if (ending.kind === 'followed' && fileId !== undefined) await follow(open, fileId, { entry, to: ending.to })
  if (ending.kind !== 'orphan') return
  if (fileId === undefined) await addOwned(open, entry, { now, orphan: ending })
  else await setOrphan(open, fileId, { orphan: ending, now })
}

/** Ends one entry. */
export const closeEntry = async (open: Open, entry: FileEntry, closing: Closing): Promise<void> => {
  await changeLedger(open, entry, closing)
  for (const { root, path } of closing.forget) {
    await open.deleteFrom('made_directory').where('root', '=', root).where('path', '=', path).execute()
  }
  await open.deleteFrom('move_file').where('id', '=', entry.id).execute()
  await endMoveIfEmpty(open, entry.moveId)
}
