/** Windows on everything that happened: the history of all units together with what people watched to the end. */
import { type HistoryFilter, type HistoryPage, happenedSchema } from '@pcu/contract'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { HistoryRows, HistoryWindow } from '#ports/store.ts'
import type { Tables } from '#store/tables.ts'
import { strings } from '#store/text-columns.ts'

/** A row of it before it is shaped. */
interface Row {
  readonly id: number
  readonly source: 'unit' | 'play'
  readonly at: number
  readonly what: string
  readonly title: string
  readonly sentence: string
  readonly people: string
  readonly run: number | null
  readonly trigger: string | null
  readonly bytes: number
  readonly took_ms: number | null
  readonly undo: string | null
}

const everything = sql`
  SELECT h.id, h.unit, 'unit' AS source, h.at, h.what, h.title, h.sentence, h.people, h.run, r.trigger, h.bytes, h.took_ms
    FROM unit_history h LEFT JOIN run r ON r.id = h.run WHERE h.what <> 'timer'
  UNION ALL
  SELECT p.id, NULL, 'play', p.finished_at, 'finished', p.title, 'Watched to the end by ' || p.person || '.', json_array(p.person),
    NULL, NULL, 0, p.watched_ms
    FROM watch_play p WHERE p.finished_at IS NOT NULL`

/** Of the rows of a window alone, because each looks for what came after it. */
const undoOf = sql`CASE WHEN w.what IN ('promoted', 'returned') AND NOT EXISTS (
    SELECT 1 FROM unit_history n WHERE n.unit = w.unit AND n.id > w.id AND n.what IN ('promoted', 'returned')
  ) THEN CASE w.what WHEN 'promoted' THEN 'home' ELSE 'pool' END END`

type Part = keyof HistoryFilter
type Condition = RawBuilder<unknown>

/** A word is looked for as it stands: what SQL takes for a pattern is none here. */
const has = (word: string): Condition => sql`instr(folded(e.title || ' ' || e.sentence), ${word}) > 0`

const wordsOf = (text: string): readonly Condition[] => text.toLowerCase().split(/\s+/u).filter(Boolean).map(has)

const conditions: { readonly [part in Part]: (filter: HistoryFilter) => readonly Condition[] } = {
  text: ({ text }) => wordsOf(text),
  kind: ({ kind }) => (kind === undefined ? [] : [sql`e.what = ${kind}`]),
  person: ({ person }) =>
    person === undefined ? [] : [sql`EXISTS (SELECT 1 FROM json_each(e.people) WHERE value = ${person})`],
  run: ({ run }) => (run === undefined ? [] : [sql`e.run = ${run}`]),
  from: ({ from }) => (from === undefined ? [] : [sql`e.at >= ${from}`]),
  until: ({ until }) => (until === undefined ? [] : [sql`e.at < ${until}`])
}

const where = (filter: HistoryFilter, without?: Part): Condition => {
  const parts = Object.entries(conditions).filter(([part]) => part !== without)
  return sql.join([sql`1`, ...parts.flatMap(([, condition]) => condition(filter))], sql` AND `)
}

const shaped = (row: Row): HistoryRows['rows'][number] =>
  happenedSchema.parse({
    key: `${row.source}-${row.id}`,
    id: row.source === 'unit' ? row.id : null,
    at: row.at,
    what: row.what,
    title: row.title,
    sentence: row.sentence,
    people: strings(row.people),
    run: row.run,
    trigger: row.trigger,
    bytes: row.bytes === 0 ? null : row.bytes,
    tookMs: row.took_ms,
    undo: row.undo
  })

interface Counted {
  readonly value: string
  readonly many: number
}

const facet = (counted: readonly Counted[]): HistoryPage['facets']['kind'] =>
  Object.fromEntries(counted.map(({ value, many }) => [value, many]))

/** More people than anybody chooses from; those with the most first. */
const mostPeople = 200

/** A window on it. */
export const pageOf = async (db: Kysely<Tables>, { offset, limit, ...filter }: HistoryWindow): Promise<HistoryRows> => {
  const rows = await sql<Row>`
    SELECT w.*, ${undoOf} AS undo FROM (
      SELECT * FROM (${everything}) e WHERE ${where(filter)}
      ORDER BY e.at DESC, e.source, e.id DESC LIMIT ${limit} OFFSET ${offset}
    ) w ORDER BY w.at DESC, w.source, w.id DESC`.execute(db)
  const kinds = await sql<Counted>`
    SELECT e.what AS value, count(*) AS many FROM (${everything}) e WHERE ${where(filter, 'kind')} GROUP BY e.what`.execute(
    db
  )
  const people = await sql<Counted>`
    SELECT p.value AS value, count(*) AS many FROM (${everything}) e, json_each(e.people) p
    WHERE ${where(filter, 'person')} GROUP BY p.value ORDER BY many DESC, value LIMIT ${mostPeople}`.execute(db)
  const kind = facet(kinds.rows)
  const asked = filter.kind
  const chosen = asked === undefined ? Object.values(kind) : [kind[asked] ?? 0]
  return {
    rows: rows.rows.map(shaped),
    total: chosen.reduce((sum, many) => sum + many, 0),
    facets: { kind, person: facet(people.rows) }
  }
}
