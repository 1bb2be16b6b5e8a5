/** The administrator, sessions and API keys in the database: hashes alone. */
import { scopeSchema } from '@pcu/contract'
import type { Kysely, Selectable } from 'kysely'
import type { KeptSession } from '#core/access/session.ts'
import type { AccessStore, KeptKey } from '#ports/access/access.ts'
import type { AccessTables, ApiKeyTable, SessionTable } from './table.ts'

/** More browsers than a household has; the one that was not seen for longest goes. */
const mostSessions = 100

const sessionOf = (row: Selectable<SessionTable>): KeptSession => ({
  id: row.id,
  browser: row.browser,
  address: row.address,
  startedAt: row.started_at,
  seenAt: row.seen_at,
  endsAt: row.ends_at
})

const keyOf = (row: Selectable<ApiKeyTable>): KeptKey => ({
  id: row.id,
  name: row.name,
  scope: scopeSchema.parse(row.scope),
  madeAt: row.made_at,
  usedAt: row.used_at ?? undefined
})

type Part<Name extends keyof AccessStore> = Pick<AccessStore, Name>

const administrators = (
  db: Kysely<AccessTables>
): Part<'administrator' | 'makeAdministrator' | 'setPassword' | 'reset'> => ({
  administrator: async () => {
    const row = await db.selectFrom('administrator').selectAll().where('id', '=', 1).executeTakeFirst()
    return row === undefined ? undefined : { name: row.name, passwordHash: row.password_hash }
  },
  makeAdministrator: async ({ name, passwordHash }) => {
    const made = await db
      .insertInto('administrator')
      .values({ id: 1, name, password_hash: passwordHash })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    return made !== undefined
  },
  setPassword: async (passwordHash) => {
    await db.updateTable('administrator').set({ password_hash: passwordHash }).where('id', '=', 1).execute()
  },
  reset: () =>
    db.transaction().execute(async (open) => {
      await open.deleteFrom('administrator').execute()
      await open.deleteFrom('session').execute()
    })
})

const sessions = (
  db: Kysely<AccessTables>
): Part<'beginSession' | 'session' | 'seen' | 'sessions' | 'endSession' | 'endOtherSessions'> => ({
  beginSession: (tokenHash, { browser, address, startedAt, seenAt, endsAt }) =>
    db.transaction().execute(async (open) => {
      const values = {
        token_hash: tokenHash,
        browser,
        address,
        started_at: startedAt,
        seen_at: seenAt,
        ends_at: endsAt
      }
      const { id } = await open.insertInto('session').values(values).returning('id').executeTakeFirstOrThrow()
      await open.deleteFrom('session').where('ends_at', '<=', startedAt).where('id', '!=', id).execute()
      const kept = open.selectFrom('session').select('id').orderBy('seen_at', 'desc').orderBy('id', 'desc')
      await open.deleteFrom('session').where('id', 'not in', kept.limit(mostSessions)).where('id', '!=', id).execute()
      return id
    }),
  session: async (tokenHash) => {
    const row = await db.selectFrom('session').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
    return row === undefined ? undefined : sessionOf(row)
  },
  seen: async (id, at) => {
    await db.updateTable('session').set({ seen_at: at }).where('id', '=', id).execute()
  },
  sessions: async () =>
    (await db.selectFrom('session').selectAll().orderBy('seen_at', 'desc').orderBy('id', 'desc').execute()).map(
      sessionOf
    ),
  endSession: async (id) => {
    const ended = await db.deleteFrom('session').where('id', '=', id).returning('id').executeTakeFirst()
    return ended !== undefined
  },
  endOtherSessions: async (id) =>
    (
      await db
        .deleteFrom('session')
        .where('id', '!=', id ?? 0)
        .returning('id')
        .execute()
    ).length
})

const keys = (db: Kysely<AccessTables>): Part<'addKey' | 'key' | 'used' | 'keys' | 'removeKey'> => ({
  addKey: async (keyHash, { name, scope, madeAt }) =>
    keyOf(
      await db
        .insertInto('api_key')
        .values({ key_hash: keyHash, name, scope, made_at: madeAt, used_at: null })
        .returningAll()
        .executeTakeFirstOrThrow()
    ),
  key: async (keyHash) => {
    const row = await db.selectFrom('api_key').selectAll().where('key_hash', '=', keyHash).executeTakeFirst()
    return row === undefined ? undefined : keyOf(row)
  },
  used: async (id, at) => {
    await db.updateTable('api_key').set({ used_at: at }).where('id', '=', id).execute()
  },
  keys: async () => (await db.selectFrom('api_key').selectAll().orderBy('id').execute()).map(keyOf),
  removeKey: async (id) =>
    (await db.deleteFrom('api_key').where('id', '=', id).returning('name').executeTakeFirst())?.name
})

/** Over one database. */
export const createAccessStore = (db: Kysely<AccessTables>): AccessStore => ({
  ...administrators(db),
  ...sessions(db),
  ...keys(db)
})
