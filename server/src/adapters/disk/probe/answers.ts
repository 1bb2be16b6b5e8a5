/** The answers that were given, kept between runs: one record for each place and view, good as long as its print is the same. */
import { rootFactsSchema, viewFactsSchema } from '@pcu/contract'
import { z } from 'zod'
import type { ProbeMemory } from './traces.ts'

const KEY = 'probe.answers'

const recordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('place'), print: z.string(), facts: rootFactsSchema }),
  z.object({ kind: z.literal('view'), print: z.string(), pool: z.string(), facts: viewFactsSchema })
])
/** One kept answer. */
export type AnswerRecord = z.infer<typeof recordSchema>

const recordsSchema = z.array(recordSchema)

/** Everything that is kept. What an older version wrote in another form is asked again. */
export const recallAnswers = async (memory: ProbeMemory): Promise<readonly AnswerRecord[]> => {
  const text = await memory.get(KEY)
  if (text === undefined || text === '') return []
  const read = recordsSchema.safeParse(JSON.parse(text))
  return read.success ? read.data : []
}

/** Keeps an answer in place of what was known of the same place or view. */
export const keepAnswer = async (memory: ProbeMemory, record: AnswerRecord): Promise<void> => {
  const others = (await recallAnswers(memory)).filter(
    ({ kind, facts }) => kind !== record.kind || facts.place !== record.facts.place
  )
  await memory.set(KEY, JSON.stringify([...others, record]))
}

/** Forgets everything, so that each place is asked again before it is used. */
export const forgetAnswers = (memory: ProbeMemory): Promise<void> => memory.set(KEY, '')
