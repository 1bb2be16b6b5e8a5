/** The bridge between Kysely and node:sqlite. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { SqliteDialect } from 'kysely'

/** Kysely hands over what our own queries bound; anything that is not a SQLite value is a mistake in a query. */
const bindable = (value: unknown): SQLInputValue => {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  if (value instanceof Uint8Array) return value
  throw new TypeError(`A ${typeof value} cannot be bound to a query.`)
}

/** A dialect over an open connection. Kysely queues queries and transactions on it, so they never interleave. */
export const nodeSqliteDialect = (connection: DatabaseSync): SqliteDialect =>
  new SqliteDialect({
    database: {
      prepare: (query) => {
        const statement = connection.prepare(query)
        return {
          reader: statement.columns().length > 0,
          all: (parameters) => statement.all(...parameters.map(bindable)),
          run: (parameters) => statement.run(...parameters.map(bindable)),
          iterate: (parameters) => statement.iterate(...parameters.map(bindable))
        }
      },
      close: () => connection.close()
    }
  })
