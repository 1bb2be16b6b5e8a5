/** What a question for a long list takes, and which reasons and states it may be narrowed to. */
import { z } from 'zod'
import { mostRows } from './every-row.ts'

/** In the query of every long list: rows `offset` to `offset + limit`, counted from 0, of what the filters leave; every word of `text` must occur. */
export const windowShape = {
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(mostRows).default(100),
  text: z.string().max(200).default('')
} as const

/** How many rows there are of each value, where every filter but the one on this very value is in force. */
export const facetSchema = z.record(z.string(), z.number().int())
