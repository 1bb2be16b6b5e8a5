/** The tables of walks through additional libraries as Kysely knows them (migration 0009). */

/** A folder as it was read. `names` and `folders` are JSON lists. */
interface ScannedFolderTable {
  root: string
  path: string
  modified_ns: string
  read_at: number
  names: string
  folders: string
}

/** What became of a path of Plex; `answer` is JSON. */
interface FoundFileTable {
  plex_path: string
  answer: string
}

/** The tables of this migration. */
export interface ScanTables {
  scanned_folder: ScannedFolderTable
  found_file: FoundFileTable
}
