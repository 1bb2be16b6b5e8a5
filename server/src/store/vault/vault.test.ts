/** The vault: what is written comes back with the same key and name, and never lies about in clear. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { secret } from '#core/model/secret.ts'
import { openStore, type Store } from '#store/open.ts'
import { createVault } from './vault.ts'

const key = randomBytes(32)
const token = 'a-token-that-nobody-may-see'

let folder = ''
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(`${tmpdir()}/vault-`)
  store = await openStore({ path: `${folder}/db` })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const onDisk = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(`${folder}/${name}`, 'latin1'))
    .join('')

describe('the vault', () => {
  it('gives back what was written, also after a restart', async () => {
    await createVault(store.db, { key }).write('person:1:server', secret(token))
    await store.close()
    store = await openStore({ path: `${folder}/db` })
    expect((await createVault(store.db, { key }).read('person:1:server'))?.reveal()).toBe(token)
  })

  it.each(['', 'ü-日本-🔑', 'x'.repeat(10_000)])('takes any text (%#)', async (text) => {
    const vault = createVault(store.db, { key })
    await vault.write('n', secret(text))
    expect((await vault.read('n'))?.reveal()).toBe(text)
  })

  it('knows nothing that was never written, and forgets', async () => {
    const vault = createVault(store.db, { key })
    expect(await vault.read('a')).toBeUndefined()
    await vault.write('a', secret(token))
    await vault.write('a', secret('newer'))
    expect((await vault.read('a'))?.reveal()).toBe('newer')
    await vault.forget('a')
    await vault.forget('a')
    expect(await vault.read('a')).toBeUndefined()
  })

  it('leaves no token in clear in the database, its log or anywhere beside it', async () => {
    const vault = createVault(store.db, { key })
    await vault.write('a', secret(token))
    expect(onDisk()).toContain('vault')
    expect(onDisk()).not.toContain(token)
    await vault.write('a', secret(`${token}2`))
    await store.close()
    expect(onDisk()).not.toContain(token)
    store = await openStore({ path: `${folder}/db` })
  })

  it('counts as unknown what another key sealed', async () => {
    await createVault(store.db, { key }).write('a', secret(token))
    expect(await createVault(store.db, { key: randomBytes(32) }).read('a')).toBeUndefined()
  })

  it('counts as unknown what was sealed under another name', async () => {
    const vault = createVault(store.db, { key })
    await vault.write('a', secret(token))
    await store.db.updateTable('vault').set({ name: 'b' }).execute()
    expect(await vault.read('b')).toBeUndefined()
  })

  it('counts as unknown whatever was changed, byte by byte, or cut', async () => {
    const vault = createVault(store.db, { key })
    await vault.write('a', secret(token))
    const { sealed } = await store.db.selectFrom('vault').select('sealed').executeTakeFirstOrThrow()
    const spoilt = [
      ...Array.from(sealed, (_, at) => sealed.map((byte, index) => (index === at ? byte ^ 1 : byte))),
      sealed.slice(0, 28),
      new Uint8Array()
    ]
    for (const each of spoilt) {
      await store.db.updateTable('vault').set({ sealed: each }).execute()
      expect(await vault.read('a')).toBeUndefined()
    }
  })

  it('seals the same text differently each time', async () => {
    const vault = createVault(store.db, { key })
    for (const name of ['a', 'b']) await vault.write(name, secret(token))
    const rows = await store.db.selectFrom('vault').select('sealed').execute()
    expect(new Set(rows.map(({ sealed }) => Buffer.from(sealed).toString('hex').slice(-20))).size).toBe(2)
  })

  it('lets whoever writes texts know every secret first', async () => {
    const learnt: string[] = []
    const vault = createVault(store.db, { key, learn: (text) => learnt.push(text) })
    await vault.write('a', secret(token))
    await createVault(store.db, { key, learn: (text) => learnt.push(text) }).read('a')
    expect(learnt).toEqual([token, token])
  })
})
