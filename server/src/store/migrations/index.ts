/** The numbered list of migrations. Released ones are never edited; a change is a new number. */
import type { Kysely } from 'kysely'
import { up as moves } from './0001-moves.ts'
import { up as runs } from './0002-runs.ts'
import { up as watchedWhenWanted } from './0003-watched-when-wanted.ts'
import { up as orphans } from './0004-orphans.ts'
import { up as vault } from './0005-vault.ts'
import { up as watcher } from './0006-watcher.ts'
import { up as pins } from './0007-pins.ts'
import { up as plans } from './0008-plans.ts'
import { up as scan } from './0009-scan.ts'
import { up as upgrades } from './0011-upgrades.ts'
import { up as lastWantedBy } from './0012-last-wanted-by.ts'
import { up as unitHistory } from './0013-unit-history.ts'
import { up as renamedAtHome } from './0014-renamed-at-home.ts'
import { since0015 } from './since-0015.ts'

/** One step of the schema. Migrations know no table types, because those move on. */
export interface StoreMigration {
  readonly up: (db: Kysely<unknown>) => Promise<void>
}

/** In order of their names. */
export const migrations: Readonly<Record<string, StoreMigration>> = {
  '0001-moves': { up: moves },
  '0002-runs': { up: runs },
  '0003-watched-when-wanted': { up: watchedWhenWanted },
  '0004-orphans': { up: orphans },
  '0005-vault': { up: vault },
  '0006-watcher': { up: watcher },
  '0007-pins': { up: pins },
  '0008-plans': { up: plans },
  '0009-scan': { up: scan },
  '0011-upgrades': { up: upgrades },
  '0012-last-wanted-by': { up: lastWantedBy },
  '0013-unit-history': { up: unitHistory },
  '0014-renamed-at-home': { up: renamedAtHome },
  ...since0015
}
