/** The journal: what a move is about to do, committed before it does it, and the transaction that ends an entry and changes the ledger. */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { SharePath } from '#core/model/place.ts'
import type { OwnedUnit, UnitId } from '#core/model/unit.ts'
import type { FileEntry, OpenMove } from '#core/move/machine.ts'
import type { EntryChange, Journal, OwnedRecord, PlannedPromotion } from '#ports/journal.ts'
import { Failure } from '#src/failure.ts'
import { adoptFiles, disownFiles } from './adopt.ts'
import { createBatch } from './batch.ts'
import { closeEntry, endMoveIfEmpty, ownedUnitOf } from './close-entry.ts'
import { changedColumns, copiedColumns, entryOf, ownedRecordOf, placedColumns } from './entry-row.ts'
import { readUnitsOf } from './registered.ts'
import type { Tables } from './tables.ts'

/** Unguessable by any other program, so that a temporary name is ours. */
const newOpId = sql<string>`lower(hex(randomblob(8)))`

const translate = async <T>(act: () => Promise<T>): Promise<T> => {
  try {
    return await act()
  } catch (error) {
    if (error instanceof Failure || !(error instanceof Error && 'errcode' in error)) throw error
    throw new Failure('store.broken', {
      sentence: `The database could not be written: ${error.message}.`,
      hint: 'Check that the disk with the data folder has room and is not read-only.',
      retry: 'later',
      cause: error
    })
  }
}

const readMoves = async (db: Kysely<Tables>, moveId?: number): Promise<readonly OpenMove[]> => {
  const moves = db.selectFrom('move').select(['id', 'direction', 'unit', 'title', 'stage']).orderBy('id')
  const files = db.selectFrom('move_file').selectAll().orderBy('id')
  const [moveRows, fileRows] = [
    await (moveId === undefined ? moves : moves.where('id', '=', moveId)).execute(),
    await (moveId === undefined ? files : files.where('move_id', '=', moveId)).execute()
  ]
  return moveRows.map((move) => ({
    ...move,
    files: fileRows.filter((row) => row.move_id === move.id).map((row) => entryOf(row, move.direction))
  }))
}

const refuseTwice = async (open: Transaction<Tables>, unit: UnitId): Promise<void> => {
  const found = await open.selectFrom('move').select('id').where('unit', '=', unit).executeTakeFirst()
  if (found !== undefined) throw new Error(`${unit} is being moved already`)
}

const readOne = async (open: Transaction<Tables>, moveId: number, unit: UnitId): Promise<OpenMove> => {
  const [move] = await readMoves(open, moveId)
  return move ?? { id: moveId, direction: 'in', unit, title: '', stage: 'preparing', files: [] }
}

const insertPromotion = async (
  open: Transaction<Tables>,
  promotion: PlannedPromotion,
  now: number
): Promise<OpenMove> => {
  await refuseTwice(open, promotion.unit)
  const move = await open
    .insertInto('move')
    .values({
      direction: 'in',
      unit: promotion.unit,
      title: promotion.title,
      section_id: promotion.sectionId,
      rating_keys: JSON.stringify(promotion.ratingKeys),
      presentation: promotion.mode.presentation,
      original: promotion.mode.original,
      because: JSON.stringify(promotion.because),
      stage: 'preparing',
      expected_files: promotion.expectedFiles,
      shared_files: JSON.stringify(promotion.sharedFileIds),
      started_at: now
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const file of promotion.files) {
    const row = { ...placedColumns(file, promotion.mode), move_id: move.id, stage: 'planned' as const, op_id: newOpId }
    await open.insertInto('move_file').values(row).execute()
  }
  const opened = await readOne(open, move.id, promotion.unit)
  if (promotion.files.length === 0) await ownedUnitOf(open, move.id, now)
  await endMoveIfEmpty(open, move.id)
  return opened
}

/** Another move was faster. */
const notOwned = (unit: UnitId): Failure =>
  new Failure('move.changed', { sentence: `${unit} is not on the pool any more.`, retry: 'later' })

const filesOfUnit = (open: Transaction<Tables>, unitId: number) =>
  open
    .selectFrom('owned_member')
    .innerJoin('owned_file', 'owned_file.id', 'owned_member.owned_file_id')
    .selectAll('owned_file')
    .where('owned_unit_id', '=', unitId)
    .orderBy('owned_file.id')

/** Files that serve no other unit. */
const exclusiveFiles = (open: Transaction<Tables>, unitId: number) =>
  filesOfUnit(open, unitId).where((where) =>
    where.not(
      where.exists(
        where
          .selectFrom('owned_member as other')
          .select('other.owned_unit_id')
          .whereRef('other.owned_file_id', '=', 'owned_file.id')
          .where('other.owned_unit_id', '!=', unitId)
      )
    )
  )

const insertEviction = async (
  open: Transaction<Tables>,
  owned: OwnedUnit,
  order: { readonly because: string; readonly now: number; readonly files?: readonly SharePath[] }
): Promise<OpenMove> => {
  const unit = await open.selectFrom('owned_unit').selectAll().where('id', '=', owned.rowId).executeTakeFirst()
  if (unit === undefined) throw notOwned(owned.id)
  await refuseTwice(open, unit.unit)
  const same = {
    unit: unit.unit,
    title: unit.title,
    section_id: unit.section_id,
    rating_keys: unit.rating_keys,
    presentation: unit.presentation,
    original: unit.original,
    expected_files: unit.expected_files
  }
  const move = await open
    .insertInto('move')
    .values({
      ...same,
      because: order.because,
      direction: 'out',
      stage: 'preparing',
      shared_files: '[]',
      started_at: order.now
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const files = await (order.files === undefined
    ? exclusiveFiles(open, unit.id)
    : filesOfUnit(open, unit.id).where('share_path', 'in', order.files)
  ).execute()
  for (const file of files) {
    const { entry } = ownedRecordOf(file, 1)
    const columns = { ...copiedColumns(entry, entry.copy), move_id: move.id, owned_file_id: file.id, op_id: newOpId }
    await open
      .insertInto('move_file')
      .values({ ...columns, stage: 'planned' })
      .execute()
  }
  const opened = await readOne(open, move.id, unit.unit)
  await endMoveIfEmpty(open, move.id)
  return opened
}

const writeChange = async (open: Transaction<Tables>, entry: FileEntry, change: EntryChange): Promise<FileEntry> => {
  for (const directory of change.directories ?? []) {
    await open
      .insertInto('made_directory')
      .values(directory)
      .onConflict((same) => same.doNothing())
      .execute()
  }
  const columns = changedColumns(change)
  const changed = open.updateTable('move_file').set({ op_id: entry.opId, ...columns })
  const row = await changed.where('id', '=', entry.id).returningAll().executeTakeFirstOrThrow()
  return entryOf(row, entry.direction)
}

const readOwned = async (db: Kysely<Tables>, poolRoot: string, path: string): Promise<OwnedRecord | undefined> => {
  const row = await db
    .selectFrom('owned_file')
    .selectAll()
    .where('pool_root', '=', poolRoot)
    .where('path', '=', path)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const members = await db
    .selectFrom('owned_member')
    .select((count) => count.fn.countAll<number>().as('units'))
    .where('owned_file_id', '=', row.id)
    .executeTakeFirstOrThrow()
  return ownedRecordOf(row, members.units)
}

/** The journal of this database. `now` gives epoch milliseconds. */
export const createJournal = (db: Kysely<Tables>, now: () => number): Journal => {
  const { commit } = createBatch(db)
  return {
    unfinished: () => translate(() => readMoves(db)),
    openPromotion: (promotion) => translate(() => commit((open) => insertPromotion(open, promotion, now()))),
    openEviction: (unit, because) =>
      translate(() => commit((open) => insertEviction(open, unit, { because: JSON.stringify(because), now: now() }))),
    openSome: (unit, because, files) =>
      translate(() =>
        commit((open) => insertEviction(open, unit, { because: JSON.stringify(because), now: now(), files }))
      ),
    setStage: (moveId, stage) =>
      translate(() =>
        commit(async (open) => {
          await open.updateTable('move').set({ stage }).where('id', '=', moveId).execute()
        })
      ),
    note: (entry, change) => translate(() => commit((open) => writeChange(open, entry, change))),
    close: (entry, ending, forget) =>
      translate(() => commit((open) => closeEntry(open, entry, { ending, forget, now: now() }))),
    ownedAt: (poolRoot, path) => translate(() => readOwned(db, poolRoot, path)),
    unitsOf: (fileId) => translate(() => readUnitsOf(db, fileId)),
    madeDirectories: () => translate(() => db.selectFrom('made_directory').select(['root', 'path']).execute()),
    forgetDirectories: (gone) =>
      translate(async () => {
        for (const { root, path } of gone) {
          await db.deleteFrom('made_directory').where('root', '=', root).where('path', '=', path).execute()
        }
      }),
    adopt: (found) => translate(() => adoptFiles(db, found, now())),
    disown: (places) => translate(() => disownFiles(db, places)),
    madeDirectory: (root, path) =>
      translate(async () => {
        const found = db.selectFrom('made_directory').select('path').where('root', '=', root).where('path', '=', path)
        return (await found.executeTakeFirst()) !== undefined
      })
  }
}
