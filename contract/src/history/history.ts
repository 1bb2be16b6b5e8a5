/** What happened: titles that came, went home, were finished or failed, and what people ordered; and what can be undone of it now. */
import { z } from 'zod'
import { facetSchema, windowShape } from '../lists/window.ts'
import { triggerSchema } from '../run.ts'
import { historyKinds, undoKinds } from './words.ts'

const at = z.number().int()

/** One thing that happened. `key` tells it apart; `id` is what undoing is asked by, null where nothing could ever be undone. */
export const happenedSchema = z.object({
  key: z.string(),
  id: z.number().int().nullable(),
  at,
  what: z.enum(historyKinds),
  title: z.string(),
  sentence: z.string(),
  /** Whose wish was behind it, or who did it, as they were called then. */
  people: z.array(z.string()),
  run: z.number().int().nullable(),
  /** What set that run off; null outside of runs, and when the run is forgotten. */
  trigger: triggerSchema.nullable(),
  /** What was moved; null when nothing was. */
  bytes: z.number().int().nullable(),
  tookMs: z.number().int().nullable(),
  /** What undoing it comes to; null where nothing was moved, and where it was moved again since. Whether it may be undone now is asked for each by itself. */
  undo: z.enum(undoKinds).nullable()
})
export type Happened = z.infer<typeof happenedSchema>

/** Narrows the history. `from` and `until`: epoch milliseconds, the second excluded; `text`: every word must occur in the title or the sentence. */
export const historyFilterShape = {
  text: windowShape.text,
  kind: z.enum(historyKinds).optional(),
  person: z.string().max(300).optional(),
  run: z.coerce.number().int().positive().optional(),
  from: z.coerce.number().int().min(0).optional(),
  until: z.coerce.number().int().min(0).optional()
} as const

export const historyQuerySchema = z.object({ ...windowShape, ...historyFilterShape })
export type HistoryQuery = z.output<typeof historyQuerySchema>
export type HistoryFilter = Omit<HistoryQuery, 'offset' | 'limit'>

/** Some rows, newest first. `bytes`: of all rows that the filters leave. */
export const historyPageSchema = z.object({
  rows: z.array(happenedSchema),
  total: z.number().int(),
  facets: z.object({ kind: facetSchema, person: facetSchema })
})
export type HistoryPage = z.infer<typeof historyPageSchema>

/** The history as a file; so many rows of it at the most, the newest. */
export const historyFileQuerySchema = z.object({
  ...historyFilterShape,
  format: z.enum(['csv', 'json']).default('csv')
})

/** Whether something can be undone at this moment. */
export const undoSchema = z.object({
  does: z.enum(undoKinds).nullable(),
  /** What would happen, and until when it counts, one sentence. */
  sentence: z.string(),
  /** Why not now, a sentence; null when it can be ordered. */
  refusal: z.string().nullable()
})
export type Undo = z.infer<typeof undoSchema>
