/** Opening the database: the lock, the rights, the check after an unclean stop, migration with a backup, and the copy in memory. */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate } from './migrate.ts'
import { openStore } from './open.ts'
import { nodeSqliteDialect } from './sqlite-dialect.ts'
import type { Tables } from './tables.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pcu-store-'))
  path = join(folder, 'data', 'plexcache.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const permissionsOf = (target: string): number => statSync(target).mode & 0o777

const aDirectory = { root: '/mnt/cache', path: 'Movies' }

test('E4: makes its folder for this user alone and the file likewise', async () => {
  const store = await openStore({ path })
  await store.close()
  expect([permissionsOf(join(folder, 'data')), permissionsOf(path)]).toEqual([0o700, 0o600])
})

test('a second process is refused with a sentence that names the data folder', async () => {
  const store = await openStore({ path })
  await expect(openStore({ path })).rejects.toMatchObject({
    code: 'store.busy',
    message: `Another PlexCacheUltra is running with the data folder ${join(folder, 'data')}.`
  })
  await store.close()
  const again = await openStore({ path })
  await again.close()
})

test('one that starts in the same moment as another, whose lock is half taken, is not refused for that', async () => {
  await (await openStore({ path })).close()
  const other = new DatabaseSync(path)
  other.exec('BEGIN')
  other.prepare('SELECT count(*) FROM sqlite_schema').get()
  // What the other one does when it is refused in its turn: it lets go.
  const opening = openStore({ path })
  other.close()
  await (await opening).close()
})

test('keeps what was committed when the process stops without closing', async () => {
  const store = await openStore({ path })
  await store.db.insertInto('made_directory').values(aDirectory).execute()
  const crashed = join(folder, 'crashed.db')
  copyFileSync(path, crashed)
  copyFileSync(`${path}-wal`, `${crashed}-wal`)
  await store.close()
  const after = await openStore({ path: crashed })
  expect(await after.db.selectFrom('made_directory').selectAll().execute()).toEqual([aDirectory])
  await after.close()
})

test('refuses a file that is no database and leaves it as it is', async () => {
  const broken = join(folder, 'broken.db')
  writeFileSync(broken, 'these are not the tables you are looking for'.repeat(100))
  await expect(openStore({ path: broken })).rejects.toMatchObject({ code: 'store.damaged' })
  expect(statSync(broken).size).toBe(4400)
})

test('refuses a database that another version wrote', async () => {
  const store = await openStore({ path })
  store.connection.exec("INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-newer', '2026-01-01')")
  await store.close()
  await expect(openStore({ path })).rejects.toMatchObject({ code: 'store.broken' })
})

test('saves an existing database before a migration changes it, and a new one not', async () => {
  const connection = new DatabaseSync(':memory:')
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(connection) })
  const saved: string[] = []
  const backUp = (before: string): Promise<void> => {
    saved.push(`${before}: ${connection.prepare("SELECT name FROM sqlite_schema WHERE name = 'later'").all().length}`)
    return Promise.resolve()
  }
  const first = { '0001-first': { up: () => Promise.resolve() } }
  await migrate(db, { where: folder, backUp, steps: first })
  const up = async (): Promise<void> => connection.exec('CREATE TABLE later (id INTEGER) STRICT')
  await migrate(db, { where: folder, backUp, steps: { ...first, '0002-second': { up } } })
  await db.destroy()
  expect(saved).toEqual(['0002-second: 0'])
})

test('a read-only store shows what is on disk and leaves no trace', async () => {
  const store = await openStore({ path })
  await store.db.insertInto('made_directory').values(aDirectory).execute()
  await store.close()
  const before = statSync(path, { bigint: true })
  const copy = await openStore({ path, readOnly: true })
  await copy.db.insertInto('made_directory').values({ root: '/mnt/cache', path: 'TV' }).execute()
  expect(await copy.db.selectFrom('made_directory').selectAll().execute()).toHaveLength(2)
  await copy.close()
  const after = statSync(path, { bigint: true })
  expect(after.mtimeNs).toBe(before.mtimeNs)
  expect(readdirSync(join(folder, 'data'))).toEqual(['plexcache.db'])
})

test('a read-only store without a database is empty and makes no folder', async () => {
  const store = await openStore({ path, readOnly: true })
  expect(await store.db.selectFrom('owned_unit').selectAll().execute()).toEqual([])
  await store.close()
  expect(existsSync(join(folder, 'data'))).toBe(false)
})

test('transactions that run at the same time do not mix', async () => {
  const store = await openStore({ path })
  const add = (name: string): Promise<unknown> =>
    store.db.transaction().execute(async (open) => {
      await open.insertInto('made_directory').values({ root: name, path: 'one' }).execute()
      await open.insertInto('made_directory').values({ root: name, path: 'two' }).execute()
    })
  await Promise.all(['a', 'b', 'c', 'd'].map(add))
  expect(await store.db.selectFrom('made_directory').selectAll().execute()).toHaveLength(8)
  await store.close()
})

const aMoment = Date.UTC(2026, 10, 22, 18, 30)

const damage = async (): Promise<Buffer> => {
  const store = await openStore({ path })
  await store.db.insertInto('made_directory').values(aDirectory).execute()
  await store.close()
  const bytes = readFileSync(path)
  bytes.fill(0x5a, 4096)
  writeFileSync(path, bytes)
  return bytes
}

test('a damaged database is a failure of its own, and stays as it is', async () => {
  const bytes = await damage()
  await expect(openStore({ path })).rejects.toMatchObject({ code: 'store.damaged' })
  expect(readFileSync(path).equals(bytes)).toBe(true)
})

test('it is set aside byte by byte for an empty one when that is asked', async () => {
  const bytes = await damage()
  const store = await openStore({ path, setDamagedAsideAt: aMoment })
  expect(store.setAside).toMatchObject({ path: `${path}.corrupt-2026-11-22T18-30-00-000Z` })
  expect(await store.db.selectFrom('made_directory').selectAll().execute()).toEqual([])
  expect(readFileSync(store.setAside?.path ?? '').equals(bytes)).toBe(true)
  await store.close()
})

test('what is no database at all is set aside likewise, a held one never', async () => {
  const text = join(folder, 'text.db')
  writeFileSync(text, 'these are not the tables you are looking for'.repeat(100))
  const store = await openStore({ path: text, setDamagedAsideAt: aMoment })
  expect(readdirSync(folder).filter((name) => name.startsWith('text.db.corrupt-'))).toHaveLength(1)
  await expect(openStore({ path: text, setDamagedAsideAt: aMoment })).rejects.toMatchObject({ code: 'store.busy' })
  await store.close()
})

test('a sound database is not set aside', async () => {
  await (await openStore({ path })).close()
  const store = await openStore({ path, setDamagedAsideAt: aMoment })
  expect(store.setAside).toBeUndefined()
  await store.close()
})
