/** The tables of entering as Kysely knows them (migration 0016). */
import type { Generated } from 'kysely'

/** The one administrator: `id` is always 1. */
export interface AdministratorTable {
  id: number
  name: string
  password_hash: string
}

/** A browser that is logged in. */
export interface SessionTable {
  id: Generated<number>
  token_hash: string
  browser: string
  address: string
  started_at: number
  seen_at: number
  ends_at: number
}

/** A key of a program. */
export interface ApiKeyTable {
  id: Generated<number>
  key_hash: string
  name: string
  scope: string
  made_at: number
  used_at: number | null
}

/** The tables of this migration. */
export interface AccessTables {
  administrator: AdministratorTable
  session: SessionTable
  api_key: ApiKeyTable
}
