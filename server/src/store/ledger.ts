/** The ledger: every unit on the pool that we put there, read in two queries. */
import type { Kysely, Selectable } from 'kysely'
import type { OwnedFile, OwnedUnit } from '#core/model/unit.ts'
import type { Ledger } from '#ports/ledger.ts'
import { createReasonReader } from './entry-row.ts'
import type { OwnedUnitTable } from './move-tables.ts'
import type { Tables } from './tables.ts'
import { strings } from './text-columns.ts'

interface FileOfUnit extends OwnedFile {
  readonly unitId: number
  readonly orphan: boolean
}

const readFiles = async (db: Kysely<Tables>): Promise<ReadonlyMap<number, readonly FileOfUnit[]>> => {
  const rows = await db
    .selectFrom('owned_member')
    .innerJoin('owned_file', 'owned_file.id', 'owned_member.owned_file_id')
    .select(['owned_unit_id', 'share_path', 'pool_path', 'role', 'source_size_bytes', 'copy_size_bytes', 'state'])
    .orderBy('owned_file.id')
    .execute()
  const files = new Map<number, FileOfUnit[]>()
  for (const row of rows) {
    const file: FileOfUnit = {
      unitId: row.owned_unit_id,
      orphan: row.state === 'orphan',
      sharePath: row.share_path,
      poolPath: row.pool_path,
      role: row.role,
      sizeBytes: row.copy_size_bytes ?? row.source_size_bytes
    }
    const known = files.get(file.unitId)
    if (known === undefined) files.set(file.unitId, [file])
    else known.push(file)
  }
  return files
}

const stateOf = (files: readonly FileOfUnit[], expected: number): OwnedUnit['state'] => {
  if (files.some((file) => file.orphan)) return 'orphan'
  return files.length >= expected ? 'complete' : 'partial'
}

/** SQLite takes a limited number of parameters per statement. */
const batchSize = 500

const batchesOf = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / batchSize) }, (_, n) => items.slice(n * batchSize, (n + 1) * batchSize))

/** The ledger of this database. */
export const createLedger = (db: Kysely<Tables>): Ledger => {
  const reasons = createReasonReader()

  const unitOf = (row: Selectable<OwnedUnitTable>, files: readonly FileOfUnit[]): OwnedUnit => ({
    rowId: row.id,
    id: row.unit,
    title: row.title,
    ratingKeys: strings(row.rating_keys),
    sectionId: row.section_id,
    mode: { presentation: row.presentation, original: row.original },
    state: stateOf(files, row.expected_files),
    promotedAt: row.promoted_at,
    lastWantedAt: row.last_wanted_at,
    watchedWhenWanted: row.watched_when_wanted ?? undefined,
    because: reasons(row.because),
    files: files.map(({ sharePath, poolPath, role, sizeBytes }) => ({ sharePath, poolPath, role, sizeBytes })),
    sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0)
  })

  return {
    owned: async () => {
      const files = await readFiles(db)
      const rows = await db.selectFrom('owned_unit').selectAll().orderBy('id').execute()
      return rows.map((row) => unitOf(row, files.get(row.id) ?? []))
    },
    owns: async (path) => {
      const owned = db.selectFrom('owned_file').select('pool_path').where('pool_path', '=', path)
      const moving = db.selectFrom('move_file').select('pool_path').where('pool_path', '=', path)
      return (await owned.union(moving).executeTakeFirst()) !== undefined
    },
    noteWanted: (units, at) =>
      db.transaction().execute(async (open) => {
        for (const [watchedAt, same] of Map.groupBy(units, (unit) => unit.watchedAt)) {
          const noted = { last_wanted_at: at, watched_when_wanted: watchedAt ?? null }
          for (const ids of batchesOf(same.map(({ id }) => id))) {
            await open.updateTable('owned_unit').set(noted).where('unit', 'in', ids).execute()
          }
        }
      })
  }
}
