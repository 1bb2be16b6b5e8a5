/** Measures what any page of the library's list and any facet costs over HTTP, with 100 000 titles and 10 000 files on the pool. Row C7 of the list of attacks. */
import { type LibraryPage, libraryOrders, libraryStates } from '@pcu/contract'
import { openLargeLibrary, people, word } from './lab/large-library.ts'
import { ms, timed } from './median.ts'

const aimMs = 100
const { app, titles, cached, change } = openLargeLibrary(undefined)

const ask = async (query: string): Promise<LibraryPage> => {
  const answer = await app.inject({ method: 'GET', url: `/api/v1/library?${query}`, headers: { host: 'nas:5443' } })
  if (answer.statusCode !== 200) throw new Error(`${query}: ${answer.body}`)
  return answer.json()
}

const percentile = (all: readonly number[], share: number): number =>
  all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * share))] ?? Number.NaN

/** Windows of one list after another are what a person who scrolls asks for. Every facet and every text is another one, so that nothing kept answers it. */
const questions: Readonly<Record<string, readonly string[]>> = {
  'any window': Array.from({ length: 60 }, (_, n) => `offset=${n * 1660}&limit=100&order=${libraryOrders[n % 5]}`),
  'any facet': [
    ...libraryStates.flatMap((state) => ['movie', 'episode'].map((kind) => `state=${state}&kind=${kind}`)),
    ...people.flatMap((person) =>
      ['yes', 'no'].map((pinned) => `person=${encodeURIComponent(person)}&pinned=${pinned}`)
    ),
    ...['movie', 'episode'].flatMap((kind) => ['1', '2'].map((id) => `kind=${kind}&section=${id}`)),
    ...['1', '2'].flatMap((id) =>
      people.map((person) => `reason=on-deck&section=${id}&person=${encodeURIComponent(person)}`)
    )
  ].map((query, n) => `${query}&order=${libraryOrders[n % 5]}&limit=100&offset=50`),
  'any text': Array.from(
    { length: 60 },
    (_, n) => `limit=100&text=${encodeURIComponent(`${word(n)} ${word(n * 5)} ${n}`)}`
  )
}

const first = await timed(() => ask('limit=100'))
process.stdout.write(`library: ${titles} titles, ${cached} on the pool; first page ${ms(first)}\n`)
let isMissed = false
for (const [name, all] of Object.entries(questions)) {
  const took: number[] = []
  for (const query of all) took.push(await timed(() => ask(query)))
  const [p50, p95, worst] = [percentile(took, 0.5), percentile(took, 0.95), Math.max(...took)]
  isMissed ||= p95 > aimMs
  process.stdout.write(
    `library: ${name}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, worst ${worst.toFixed(1)} ms (aim ${aimMs} ms; ${all.length} questions)\n`
  )
}
const after: number[] = []
for (let n = 0; n < 20; n += 1) {
  change()
  after.push(await timed(() => ask(`limit=100&offset=${n * 100}`)))
}
process.stdout.write(
  `library: first page after a change: p50 ${ms(percentile(after, 0.5))}, p95 ${ms(percentile(after, 0.95))}\n`
)
await app.close()
process.exitCode = isMissed ? 1 : 0
