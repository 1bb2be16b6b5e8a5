/** The slice of the proof that every change must pass, as tests; `npm run prove -- --full` does the rest. */
import { writeSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Lane, type Part, provingFor } from '#test/prove/part.ts'

/** The commit's own, the same for whoever tests it again; TEST_SEED repeats another one. */
export const seed = Number(process.env['TEST_SEED'])

const patience = 300_000

/** Runs the lanes of a part, or some of them. */
export const proveQuickly = (part: Part, chosen: (lane: Lane, index: number) => boolean = () => true): void => {
  const lanes = part.lanes.filter((lane, index) => lane.fullOnly !== true && chosen(lane, index))
  describe(`${part.number} ${part.name}`, () => {
    test.each(lanes.map((lane) => [lane.name, lane] as const))(
      '%s',
      async (name, lane) => {
        const { cases, points, nested, killed, violations, skipped } = await lane.run(provingFor(name, 'quick', seed))
        const left = skipped.length === 0 ? '' : `; ${skipped.join('; ')}`
        const counts = `${cases} cases, ${points} points, ${nested} nested, ${killed} by SIGKILL, seed ${seed}`
        writeSync(1, `prove ${part.number}, ${name}: ${counts}${left}\n`)
        expect(violations).toEqual([])
      },
      patience
    )
  })
}
