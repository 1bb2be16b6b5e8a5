/** Every table of the database, merged from the rooms that own them. */
import type { AccessTables } from './access/table.ts'
import type { HistoryTables } from './history/table.ts'
import type { InsightTables } from './insight/table.ts'
import type { MoveTables } from './move-tables.ts'
import type { OrderTables } from './orders/table.ts'
import type { PinTables } from './pins/table.ts'
import type { RunTables } from './run-tables.ts'
import type { ScanTables } from './scan/table.ts'
import type { VaultTables } from './vault/table.ts'
import type { WatcherTables } from './watcher/tables.ts'

/** Table names to their columns, as Kysely wants it. A room adds its own interface to the list after `extends`. */
export interface Tables
  extends AccessTables,
    HistoryTables,
    InsightTables,
    MoveTables,
    OrderTables,
    PinTables,
    RunTables,
    ScanTables,
    VaultTables,
    WatcherTables {}
