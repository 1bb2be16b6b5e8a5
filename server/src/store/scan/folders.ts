/** Folders of additional libraries as they were read. Nothing here is believed that does not look like it; then the folder is read again. */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { ScanMemory, ScannedFolder } from '#ports/scan/library-scan.ts'
import type { ScanTables } from './table.ts'

/** Parameters of one statement: SQLite takes 32,766. */
const rowsAtOnce = 500

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== '' && !name.includes('/'))

const listOf = (json: string): readonly string[] | undefined => {
  try {
    const value: unknown = JSON.parse(json)
    return isNames(value) ? value : undefined
  } catch {
    return undefined
  }
}

const folderOf = (row: Selectable<ScanTables['scanned_folder']>): readonly ScannedFolder[] => {
  const [names, folders] = [listOf(row.names), listOf(row.folders)]
  if (names === undefined || folders === undefined) return []
  return [{ path: row.path, modifiedNs: row.modified_ns, readAt: row.read_at, names, folders }]
}

const inPieces = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / rowsAtOnce) }, (_, n) => all.slice(n * rowsAtOnce, (n + 1) * rowsAtOnce))

/** The folders of this database. */
export const createScanMemory = (db: Kysely<ScanTables>): ScanMemory => ({
  known: async (root, paths) => {
    const known = new Map<string, ScannedFolder>()
    for (const piece of inPieces(paths)) {
      const rows = await db
        .selectFrom('scanned_folder')
        .selectAll()
        .where('root', '=', root)
        .where('path', 'in', piece)
        .execute()
      for (const folder of rows.flatMap(folderOf)) known.set(folder.path, folder)
    }
    return known
  },
  keep: (root, { folders, gone }) =>
    db.transaction().execute(async (open) => {
      for (const path of gone) {
        await open
          .deleteFrom('scanned_folder')
          .where('root', '=', root)
          .where(sql<boolean>`path = ${path} OR (path > ${`${path}/`} AND path < ${`${path}0`})`)
          .execute()
      }
      for (const piece of inPieces(folders)) {
        const rows = piece.map(({ path, modifiedNs, readAt, names, folders: below }) => ({
          ...{ root, path, modified_ns: modifiedNs, read_at: readAt },
          ...{ names: JSON.stringify(names), folders: JSON.stringify(below) }
        }))
        await open.replaceInto('scanned_folder').values(rows).execute()
      }
    }),
  only: async (roots) => {
    const others = db.deleteFrom('scanned_folder')
    await (roots.length === 0 ? others : others.where('root', 'not in', [...roots])).execute()
  }
})
