/** The bridge between Kysely and node:sqlite. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { SqliteDialect } from 'kysely'

/** Kysely hands over what our own queries bound; anything that is not a SQLite value is a mistake in a query. */
const bindable = (value: unknown): SQLInputValue => {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  if (value instanceof Uint8Array) return value
  throw new TypeError(`A ${typeof value} cannot be bound to a query.`)
}

/** The queries of the program are a few dozen; what builds its text from lists of changing length must not fill the memory. */
const mostStatements = 200

/** Preparing a query takes longer than running it. */
const createStatements = (connection: DatabaseSync): ((query: string) => StatementSync) => {
  const known = new Map<string, StatementSync>()
  return (query) => {
    const before = known.get(query)
    if (before !== undefined) return before
    if (known.size >= mostStatements) known.clear()
    const statement = connection.prepare(query)
    known.set(query, statement)
    return statement
  }
}

/** A dialect over an open connection. Kysely queues queries and transactions on it, so they never interleave. */
export const nodeSqliteDialect = (connection: DatabaseSync): SqliteDialect => {
  const prepared = createStatements(connection)
  return new SqliteDialect({
    database: {
      prepare: (query) => {
        const statement = prepared(query)
        return {
          reader: statement.columns().length > 0,
          all: (parameters) => statement.all(...parameters.map(bindable)),
          run: (parameters) => statement.run(...parameters.map(bindable)),
          // Rows that are read one by one hold their statement: this one has its own.
          iterate: (parameters) => connection.prepare(query).iterate(...parameters.map(bindable))
        }
      },
      close: () => connection.close()
    }
  })
}
