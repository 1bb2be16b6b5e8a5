/** What narrows the history, and which part of it and which run are open, as it stands in the address of the page. */
import { type HistoryKind, historyKinds } from '@pcu/contract'

/** What is left out narrows nothing. */
export interface HistoryFilters {
  readonly kind?: HistoryKind | undefined
  readonly person?: string | undefined
  readonly text?: string | undefined
  /** A day of the server's zone, as in 2026-11-23. */
  readonly day?: string | undefined
  /** From 2 on; the first page when left out. */
  readonly page?: number | undefined
  /** The run that is open at the side. */
  readonly run?: number | undefined
}

const LONGEST = 200

const textIn = (given: unknown): string | undefined => {
  const text = typeof given === 'string' || typeof given === 'number' ? String(given).slice(0, LONGEST) : ''
  return text === '' ? undefined : text
}

const numberIn = (given: unknown, least: number): number | undefined =>
  Number.isSafeInteger(Number(given)) && Number(given) >= least ? Number(given) : undefined

/** 2026-02-30 is none. */
const dayIn = (given: unknown): string | undefined => {
  if (typeof given !== 'string' || !/^\d{4}-\d\d-\d\d$/u.test(given)) return undefined
  const at = Date.parse(`${given}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== given ? undefined : given
}

/** Reads the address; what is no filter is as if it were not there. */
export const historyFiltersIn = (search: Readonly<Record<string, unknown>>): HistoryFilters => {
  const read = {
    kind: historyKinds.find((kind) => kind === search['kind']),
    person: textIn(search['person']),
    text: textIn(search['text']),
    day: dayIn(search['day']),
    page: numberIn(search['page'], 2),
    run: numberIn(search['run'], 1)
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}

/** Whether anything is left out of the list. */
export const isNarrowed = ({ kind, person, text, day }: HistoryFilters): boolean =>
  [kind, person, text, day].some((part) => part !== undefined)
