// canary: dependency/sql-in-one-place
import { sql } from 'kysely'

export const asked = sql
