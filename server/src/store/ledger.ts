/** The ledger: every unit on the pool that we put there, read in two queries. */
import { type WantKind, wantKindSchema } from '@pcu/contract'
import type { Kysely, Selectable } from 'kysely'
import { arrayPath } from '#core/model/place.ts'
import type { OwnedFile, OwnedUnit } from '#core/model/unit.ts'
import type { OrphanNote } from '#core/move/orphan.ts'
import type { Ledger, OwnedCopy } from '#ports/ledger.ts'
import { createReasonReader, markOf } from './entry-row.ts'
import type { OwnedFileTable, OwnedUnitTable } from './move-tables.ts'
import { readRegistered } from './registered.ts'
import type { Tables } from './tables.ts'
import { strings } from './text-columns.ts'

const orphanNoteOf = (row: Pick<Selectable<OwnedFileTable>, 'detail' | 'orphan_cause' | 'orphaned_at'>): OrphanNote => {
  const why = row.detail ?? 'it is not where it was left'
  return { cause: row.orphan_cause ?? 'unknown', why, since: row.orphaned_at ?? undefined }
}

const readFileRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('owned_member')
    .innerJoin('owned_file', 'owned_file.id', 'owned_member.owned_file_id')
    .select(['owned_unit_id', 'share_path', 'pool_path', 'array_root', 'role'])
    .select([
      'source_size_bytes',
      'copy_size_bytes',
      'state',
      'detail',
      'orphan_cause',
      'orphaned_at',
      'listed_size_bytes'
    ])
    .orderBy('owned_unit_id')
    .orderBy('owned_file_id')
    .execute()

type UnitRow = Selectable<OwnedUnitTable>
type FileRow = Awaited<ReturnType<typeof readFileRows>>[number]

const fileOf = (row: FileRow): OwnedFile => ({
  sharePath: row.share_path,
  poolPath: row.pool_path,
  arrayRoot: arrayPath(row.array_root),
  role: row.role,
  sizeBytes: row.copy_size_bytes ?? row.source_size_bytes,
  listedSizeBytes: row.listed_size_bytes ?? undefined,
  ...(row.state === 'orphan' ? { orphan: orphanNoteOf(row) } : {})
})

const readCopies = async (db: Kysely<Tables>): Promise<readonly OwnedCopy[]> => {
  const rows = await db
    .selectFrom('owned_file')
    .select(['pool_path', 'pool_root', 'pool_root_inode', 'copy_inode', 'copy_size_bytes', 'copy_modified_ns'])
    .where('state', '=', 'cached')
    .orderBy('id')
    .execute()
  return rows.flatMap((row) => {
    const { pool_path: path, pool_root: poolRoot, pool_root_inode: poolRootInode } = row
    const mark = markOf(row.copy_inode, row.copy_size_bytes, row.copy_modified_ns)
    return mark === undefined ? [] : [{ path, poolRoot, poolRootInode, mark }]
  })
}

/** SQLite takes a limited number of parameters per statement. */
const batchSize = 500

const batchesOf = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / batchSize) }, (_, n) => items.slice(n * batchSize, (n + 1) * batchSize))

type Noted = Parameters<Ledger['noteWanted']>[0][number]

const kindsOf = ({ wants }: Pick<Noted, 'wants'>): string =>
  JSON.stringify([...new Set(wants.map(({ kind }) => kind))].sort())

/** What is noted, for many units by one statement where it is the same. */
const notesOf = (units: readonly Noted[], at: number) =>
  [...Map.groupBy(units, (unit) => `${unit.watchedAt} ${kindsOf(unit)}`).values()].flatMap((same) => {
    const [first] = same
    if (first === undefined) return []
    const { watchedAt = null } = first
    const noted = { last_wanted_at: at, watched_when_wanted: watchedAt, last_wanted_by: kindsOf(first) }
    return batchesOf(same.map(({ id }) => id)).map((ids) => ({ ids, noted }))
  })

const isKind = (kind: string): kind is WantKind => wantKindSchema.safeParse(kind).success

const kindsIn = (stored: string | null): OwnedUnit['lastWantedBy'] =>
  stored === null ? undefined : strings(stored).filter(isKind)

const stateOf = (row: UnitRow, files: readonly FileRow[]): OwnedUnit['state'] => {
  if (files.some(({ state }) => state === 'orphan')) return 'orphan'
  return files.length >= row.expected_files ? 'complete' : 'partial'
}

/** All that is stored of a unit. Columns hold texts and numbers alone. */
interface Stored {
  readonly row: UnitRow
  readonly files: readonly FileRow[]
}

const sayTheSame = (a: object, b: object): boolean => {
  const others = Object.values(b)
  return Object.values(a).every((value, at) => value === others[at])
}

const isSame = (a: Stored, b: Stored): boolean =>
  sayTheSame(a.row, b.row) &&
  a.files.length === b.files.length &&
  a.files.every((file, at) => sayTheSame(file, b.files[at] ?? {}))

/**
 * Reads units. One of which the very same is stored as when it was read last is the very same object, so that what was made of it holds: every column is
 * read and compared, so it does not matter who wrote.
 */
const createUnitReader = (): ((all: readonly Stored[]) => readonly OwnedUnit[]) => {
  const reasons = createReasonReader()
  let latest: ReadonlyMap<number, { readonly stored: Stored; readonly unit: OwnedUnit }> = new Map()

  const unitOf = ({ row, files }: Stored): OwnedUnit => ({
    rowId: row.id,
    id: row.unit,
    title: row.title,
    ratingKeys: strings(row.rating_keys),
    sectionId: row.section_id,
    mode: { presentation: row.presentation, original: row.original },
    state: stateOf(row, files),
    promotedAt: row.promoted_at,
    lastWantedAt: row.last_wanted_at,
    watchedWhenWanted: row.watched_when_wanted ?? undefined,
    knownFiles: row.known_files === null ? undefined : strings(row.known_files),
    lastWantedBy: kindsIn(row.last_wanted_by),
    because: reasons(row.because),
    files: files.map(fileOf),
    sizeBytes: files.reduce((sum, file) => sum + (file.copy_size_bytes ?? file.source_size_bytes), 0)
  })

  return (all) => {
    const read = all.map((stored) => {
      const last = latest.get(stored.row.id)
      return last !== undefined && isSame(last.stored, stored) ? last : { stored, unit: unitOf(stored) }
    })
    latest = new Map(read.map((one) => [one.stored.row.id, one]))
    return read.map(({ unit }) => unit)
  }
}

/** The ledger of this database. */
export const createLedger = (db: Kysely<Tables>): Ledger => {
  const unitsOf = createUnitReader()

  return {
    owned: async () => {
      const files = Map.groupBy(await readFileRows(db), (row) => row.owned_unit_id)
      const rows = await db.selectFrom('owned_unit').selectAll().orderBy('id').execute()
      return unitsOf(rows.map((row) => ({ row, files: files.get(row.id) ?? [] })))
    },
    copies: () => readCopies(db),
    inFlightBytes: async () => {
      const open = db.selectFrom('move_file').innerJoin('move', 'move.id', 'move_file.move_id')
      const rows = await open.select('source_size_bytes').where('direction', '=', 'in').execute()
      return rows.reduce((sum, row) => sum + row.source_size_bytes, 0)
    },
    homeOf: async (path) => {
      // One that was renamed at home serves another name than its own on the pool.
      const named = db.selectFrom('owned_file').select('array_root').where('home_path', 'is', null)
      const owned = named.where('pool_path', '=', path)
      const moving = db
        .selectFrom('move_file')
        .select('array_root')
        .where('home_path', 'is', null)
        .where('pool_path', '=', path)
      const found = (await owned.executeTakeFirst()) ?? (await moving.executeTakeFirst())
      return found === undefined ? undefined : arrayPath(found.array_root)
    },
    registered: () => readRegistered(db),
    noteListed: (units) =>
      db.transaction().execute(async (open) => {
        for (const { id, versionsBeside } of units) {
          if (versionsBeside === undefined) continue
          const known = JSON.stringify(versionsBeside)
          await open.updateTable('owned_unit').set({ known_files: known }).where('unit', '=', id).execute()
        }
      }),
    noteCompared: (files) =>
      db.transaction().execute(async (open) => {
        for (const { sharePath, sizeBytes } of files) {
          const listed = open.updateTable('owned_file').set({ listed_size_bytes: sizeBytes })
          await listed.where('share_path', '=', sharePath).execute()
        }
      }),
    noteWanted: (units, at) =>
      db.transaction().execute(async (open) => {
        for (const { ids, noted } of notesOf(units, at)) {
          await open.updateTable('owned_unit').set(noted).where('unit', 'in', ids).execute()
        }
      })
  }
}
