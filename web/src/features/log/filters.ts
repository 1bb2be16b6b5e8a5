/** What narrows the log, as it stands in the address of the page. */
import { type LogComponent, type LogFilter, type LogLevel, logComponents, logLevels } from '@pcu/contract'

const MINUTE_MS = 60_000

/** How far back, by the word that stands in the address. */
export const spans = { '15m': 15 * MINUTE_MS, '1h': 60 * MINUTE_MS, '24h': 1440 * MINUTE_MS } as const
export type Span = keyof typeof spans

/** The filters; what is left out narrows nothing. */
export interface Filters {
  readonly level?: LogLevel | undefined
  readonly component?: LogComponent | undefined
  readonly since?: Span | undefined
  readonly text?: string | undefined
  readonly run?: number | undefined
  readonly request?: string | undefined
}

const LONGEST = 200

const oneOf = <Word extends string>(words: readonly Word[], given: unknown): Word | undefined =>
  words.find((word) => word === given)

const textIn = (given: unknown): string | undefined => {
  const text = typeof given === 'string' || typeof given === 'number' ? String(given).slice(0, LONGEST) : ''
  return text === '' ? undefined : text
}

const runIn = (given: unknown): number | undefined =>
  Number.isSafeInteger(Number(given)) && Number(given) > 0 ? Number(given) : undefined

const spanNames: readonly Span[] = ['15m', '1h', '24h']

/** Reads the address; what is no filter is as if it were not there. */
export const filtersIn = (search: Readonly<Record<string, unknown>>): Filters => {
  const read = {
    level: oneOf(logLevels, search['level']),
    component: oneOf(logComponents, search['component']),
    since: oneOf(spanNames, search['since']),
    text: textIn(search['text']),
    run: runIn(search['run']),
    request: textIn(search['request'])
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}

/** As the server is asked. */
export const queryOf = (filters: Filters, now: number): Record<string, string> => {
  const { since, ...rest } = filters
  const words = Object.entries(rest).map(([name, value]) => [name, String(value)] as const)
  return { ...Object.fromEntries(words), ...(since === undefined ? {} : { since: String(now - spans[since]) }) }
}

/** As new lines are judged: they are as new as can be. */
export const filterOf = ({ since: _any, ...filters }: Filters): LogFilter => filters
