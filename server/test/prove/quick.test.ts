/** The slice of the proof that every change must pass; `npm run prove -- --full` does the rest. */
import { writeSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { provingFor } from './part.ts'
import { parts } from './parts.ts'

/** Another seed every day, and the same one all day, so that a failure can be looked at. PROVE_SEED repeats one. */
const seed = Number(process.env['PROVE_SEED'] ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''))

const patience = 300_000

describe.each(parts.map((part) => [`${part.number} ${part.name}`, part] as const))('%s', (_name, part) => {
  const lanes = part.lanes.filter((lane) => lane.fullOnly !== true)
  test.each(lanes.map((lane) => [lane.name, lane] as const))(
    '%s',
    async (name, lane) => {
      const { cases, points, nested, violations, skipped } = await lane.run(provingFor(name, 'quick', seed))
      const left = skipped.length === 0 ? '' : `; ${skipped.join('; ')}`
      writeSync(
        1,
        `prove ${part.number}, ${name}: ${cases} cases, ${points} points, ${nested} nested, seed ${seed}${left}\n`
      )
      expect(violations).toEqual([])
    },
    patience
  )
})
