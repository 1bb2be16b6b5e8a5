/** Commits that are asked for at the same time share a transaction, and the failure of one is its own. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Transaction } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createBatch } from './batch.ts'
import { openStore, type Store } from './open.ts'
import type { Tables } from './tables.ts'

let folder: string
let store: Store
let commits: number
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pcu-batch-'))
  store = await openStore({ path: join(folder, 'plexcache.db') })
  commits = 0
  const begin = store.db.transaction.bind(store.db)
  store.db.transaction = () => {
    commits += 1
    return begin()
  }
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const put =
  (path: string) =>
  async (open: Transaction<Tables>): Promise<string> => {
    await open.insertInto('made_directory').values({ root: '/pool', path }).execute()
    return path
  }
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
const there = async (): Promise<readonly string[]> =>
  (await store.db.selectFrom('made_directory').select('path').orderBy('path').execute()).map(({ path }) => path)

test('ten at once take one transaction, and each gets its own answer', async () => {
  const batch = createBatch(store.db)
  expect(await Promise.all(names.map((name) => batch.commit(put(name))))).toEqual(names)
  expect(await there()).toEqual(names)
  expect(commits).toBe(1)
})

test('one that fails fails alone', async () => {
  const batch = createBatch(store.db)
  const fails = async (open: Transaction<Tables>): Promise<never> => {
    await put('half')(open)
    throw new Error('not this one')
  }
  const outcomes = await Promise.allSettled([
    batch.commit(put('a')),
    batch.commit(put('b')),
    batch.commit(fails),
    batch.commit(put('c'))
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect(await there()).toEqual(['a', 'b', 'c'])
})

test('what resolved is durable: another connection reads it', async () => {
  const batch = createBatch(store.db)
  await Promise.all(names.map((name) => batch.commit(put(name))))
  await store.close()
  const other = new DatabaseSync(join(folder, 'plexcache.db'))
  expect(other.prepare('SELECT count(*) AS n FROM made_directory').get()).toEqual({ n: names.length })
  other.close()
  store = await openStore({ path: join(folder, 'plexcache.db') })
})
