/** Made-up pasts, and what a stand-in answers when it is asked for them. */
import { type Happened, paths, routes } from '@pcu/contract'
import { GB, HOUR } from './builders.ts'
import { idleWorld, type World } from './worlds.ts'

const hostile = '<img src=x onerror="document.body.dataset.broken=1"> \u202Egpj.exe'

/** Something that happened; the later the number, the longer ago. */
const aHappening = (n: number, facts: Partial<Happened> = {}): Happened => ({
  ...{ key: `unit-${1000 - n}`, id: 1000 - n, at: Date.now() - n * HOUR, what: 'promoted', title: `Film ${n} (2001)` },
  ...{ sentence: 'On deck for Mia.', people: ['Mia'], run: 41, trigger: 'plex', bytes: 4 * GB, tookMs: 61_000 },
  undo: null,
  ...facts
})

/** Sixty things, one of each kind first, told with names that want to be more than names. */
export const pastWorld = (): World => ({
  ...idleWorld(),
  history: [
    aHappening(0, {
      title: `Heat ${hostile}`,
      sentence: `On the watchlist of ${hostile}.`,
      people: [hostile],
      undo: 'home'
    }),
    aHappening(1, { what: 'returned', undo: 'pool', sentence: 'Watched 2026-11-20.' }),
    aHappening(2, { what: 'failed', bytes: null, sentence: 'The disk /mnt/disk3 is full.' }),
    aHappening(3, { what: 'finished', bytes: null, run: null, trigger: null }),
    aHappening(4, { what: 'stood-back', bytes: null, people: [] }),
    ...Array.from({ length: 55 }, (_, n) => aHappening(n + 5))
  ]
})

/** What the stand-in answers; undefined for what is none of these questions. */
export const pastAnswerOf = (world: World, path: string, query: URLSearchParams): unknown => {
  if (/history\/\d+\/undo$/u.test(path))
    return routes.askUndo.answer.parse({
      does: 'home',
      sentence: `Heat ${hostile} goes home.`,
      refusal: path.includes('/1000/') ? null : 'Left where it is for now: Mia is playing it.'
    })
  if (path !== paths.history) return undefined
  const { offset, limit, kind, person, run } = routes.history.query.parse(Object.fromEntries(query))
  const all = world.history ?? []
  const left = all.filter(
    (row) =>
      (kind === undefined || row.what === kind) &&
      (person === undefined || row.people.includes(person)) &&
      (run === undefined || row.run === run)
  )
  const people = new Set(all.flatMap((row) => row.people))
  return routes.history.answer.parse({
    rows: left.slice(offset, offset + limit),
    total: left.length,
    facets: {
      kind: Object.fromEntries([...Map.groupBy(all, ({ what }) => what)].map(([what, rows]) => [what, rows.length])),
      person: Object.fromEntries([...people].map((name) => [name, 1]))
    }
  })
}
