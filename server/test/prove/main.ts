/** `npm run prove`: the parts of the proof in processes of their own, a table of what they counted, and an end that tells whether anything was violated. */
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { forEachBounded } from '#kit/bounded.ts'
import { runForTally } from './children.ts'
import { addTally, type Lane, newTally, type Part, provingFor, type Scale, type Tally } from './part.ts'
import { parts } from './parts.ts'
import { crashPointsOf, tableOf } from './table.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    full: { type: 'boolean' },
    part: { type: 'string', multiple: true },
    lane: { type: 'string' },
    seed: { type: 'string' }
  }
})

const scale: Scale = values.full === true ? 'full' : 'quick'
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
const asked = (values.part ?? []).map(Number)

const write = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

const runLane = (part: Part, lane: Lane): Promise<Tally> => {
  const args = ['--part', String(part.number), '--lane', lane.name, '--seed', String(seed), `--${scale}`]
  return runForTally([fileURLToPath(import.meta.url), ...args])
}

const tell = (part: Part, lane: Lane, { tally, seconds }: { tally: Tally; seconds: number }): void => {
  const { cases, points, nested, violations } = tally
  const counts = `${cases} cases, ${points} points, ${nested} nested, ${violations.length} violations`
  write(`${part.number} ${part.name}, ${lane.name}: ${counts}, ${Math.round(seconds)} s`)
  for (const violation of violations.slice(0, 20)) write(`    ${violation}`)
}

const proveAll = async (): Promise<void> => {
  write(`prove --${scale} --seed ${seed}`)
  const begun = performance.now()
  const chosen = parts.filter((part) => asked.length === 0 || asked.includes(part.number))
  const work = chosen.flatMap((part) =>
    part.lanes.filter((lane) => scale === 'full' || lane.fullOnly !== true).map((lane) => ({ part, lane }))
  )
  const totals = new Map(chosen.map((part) => [part, { tally: newTally(), seconds: 0 }]))
  // Half of a lane's time is waiting for a disk: one lane more than processors.
  await forEachBounded(work, availableParallelism() + 1, async ({ part, lane }) => {
    const started = performance.now()
    const tally = await runLane(part, lane)
    const seconds = (performance.now() - started) / 1000
    tell(part, lane, { tally, seconds })
    const total = totals.get(part)
    if (total === undefined) return
    addTally(total.tally, tally)
    total.seconds += seconds
  })
  write('')
  const rows = [...totals].map(([part, total]) => ({ part, ...total }))
  write(tableOf(rows))
  write(crashPointsOf(rows))
  const violations = [...totals.values()].reduce((sum, { tally }) => sum + tally.violations.length, 0)
  write(`seed ${seed}, ${Math.round((performance.now() - begun) / 1000)} s, ${violations} violations`)
  process.exitCode = violations === 0 ? 0 : 1
}

const proveLane = async (name: string): Promise<void> => {
  const lane = parts.find((part) => part.number === asked[0])?.lanes.find((one) => one.name === name)
  if (lane === undefined) throw new Error(`there is no lane ${name} in part ${asked[0]}`)
  write(JSON.stringify(await lane.run(provingFor(name, scale, seed))))
}

// An orderly end: what was mounted is unmounted, and the lanes end as well.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129]
] as const) {
  process.once(signal, () => process.exit(code))
}

await (values.lane === undefined ? proveAll() : proveLane(values.lane))
