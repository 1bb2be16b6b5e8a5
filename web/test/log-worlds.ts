/** Made-up logs. */
import { type LogLine, lineMatcher, logQuerySchema, paths, routes } from '@pcu/contract'
import { MINUTE } from './builders.ts'
import { idleWorld, type World } from './worlds.ts'

/** A line; a minute lies between one and the next. */
export const aLogLine = (id: number, facts: Partial<LogLine> = {}): LogLine => ({
  id,
  at: Date.now() - 90 * MINUTE + id * 1000,
  level: 'INFO',
  component: 'program',
  runId: null,
  requestId: null,
  text: `Line ${id} of an ordinary evening.`,
  leftOut: 0,
  ...facts
})

const oddTexts: readonly string[] = [
  '<img src=x onerror="document.body.dataset.broken=1"><script>document.body.dataset.broken=1</script>',
  '\u001b[31mred\u001b[0m and \u202Egnp.eivom turned around \u0000',
  'مدينة الرياح is on the pool (12 GB in 3 min).',
  `endless ${'x'.repeat(3992)}`
]

/** An evening of runs, with everything that a line can be. */
export const loggedWorld = (): World => ({
  ...idleWorld(),
  log: [
    ...Array.from({ length: 60 }, (_, at) => aLogLine(at + 1)),
    aLogLine(61, { component: 'run', runId: 12, text: 'Run 12 started (schedule).' }),
    aLogLine(62, {
      component: 'move',
      runId: 12,
      text: 'Moving Harbour Lights S02E03 to the pool (4.2 GB): On deck for Mia.'
    }),
    aLogLine(63, {
      level: 'WARNING',
      component: 'source',
      text: 'Plex does not answer: nothing leaves the pool meanwhile.'
    }),
    aLogLine(64, { level: 'ERROR', component: 'move', runId: 12, text: 'Quiet Rivers: the disk is full.' }),
    aLogLine(65, {
      level: 'CRITICAL',
      component: 'request',
      requestId: '0badcafe',
      text: 'Request 0badcafe went wrong.'
    }),
    ...oddTexts.map((text, at) => aLogLine(66 + at, { text, leftOut: text.length === 4000 ? 996_000 : 0 }))
  ]
})

/** What the log tells; undefined for what is none of its questions. */
export const logAnswerOf = ({ log = [] }: World, path: string, query: URLSearchParams): unknown => {
  if (path !== paths.log) return undefined
  const { limit, before, ...filter } = logQuerySchema.parse(Object.fromEntries(query))
  const fitting = log.filter(lineMatcher(filter))
  const older = fitting.filter(({ id }) => before === undefined || id < before)
  return routes.log.answer.parse({
    lines: older.slice(-limit),
    total: fitting.length,
    more: older.length > limit,
    lastId: log.at(-1)?.id ?? 0,
    level: 'INFO',
    file: { name: 'plexcache_ultra.log', bytes: 12_000 }
  })
}
