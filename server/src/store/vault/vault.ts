/** Tokens and PINs in the database, sealed with AES-256-GCM under a key that is not in the database. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { type Secret, secret } from '#core/model/secret.ts'
import type { Vault } from '#ports/vault.ts'
import type { VaultTables } from './table.ts'

/** How the vault is opened. */
export interface VaultOptions {
  /** 32 bytes. */
  readonly key: Uint8Array
  /** Told every secret that is read or written, before anybody else sees it, so that whatever writes texts can blank it. */
  readonly learn?: (text: string) => void
}

/** The first byte of every sealed value, so that the form may change one day. */
const form = 1
const nonceBytes = 12
const tagBytes = 16
const headBytes = 1 + nonceBytes + tagBytes

/** The name is part of what is proven: a value moved to another name does not open. */
const seal = (key: Uint8Array, name: string, text: string): Uint8Array => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(name))
  const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([form]), nonce, cipher.getAuthTag(), hidden])
}

const unseal = (key: Uint8Array, name: string, sealed: Uint8Array): string | undefined => {
  if (sealed[0] !== form || sealed.byteLength < headBytes) return undefined
  try {
    const nonce = sealed.subarray(1, 1 + nonceBytes)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(name))
    decipher.setAuthTag(sealed.subarray(1 + nonceBytes, headBytes))
    return Buffer.concat([decipher.update(sealed.subarray(headBytes)), decipher.final()]).toString('utf8')
  } catch {
    // Another key, another name or a damaged value: whoever needs it asks Plex or the person again.
    return undefined
  }
}

/** The vault of this database. */
export const createVault = (db: Kysely<VaultTables>, { key, learn }: VaultOptions): Vault => ({
  read: async (name): Promise<Secret | undefined> => {
    const row = await db.selectFrom('vault').select('sealed').where('name', '=', name).executeTakeFirst()
    const text = row === undefined ? undefined : unseal(key, name, row.sealed)
    if (text === undefined) return undefined
    learn?.(text)
    return secret(text)
  },
  write: async (name, value) => {
    learn?.(value.reveal())
    const sealed = seal(key, name, value.reveal())
    await db
      .insertInto('vault')
      .values({ name, sealed })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ sealed }))
      .execute()
  },
  forget: async (name) => {
    await db.deleteFrom('vault').where('name', '=', name).execute()
  }
})
