/** The table of the vault as Kysely knows it. */

/** A sealed secret by name. */
export interface VaultTable {
  name: string
  sealed: Uint8Array
}

/** The tables of this migration. */
export interface VaultTables {
  vault: VaultTable
}
