import type { LogLine, LogPage } from '@pcu/contract'
import { describe, expect, it } from 'vitest'
import { filterOf, filtersIn, queryOf } from './filters.ts'
import { visible } from './visible.ts'
import { deepened, grown, MOST_FOLLOWED, MOST_HELD, renewed } from './window.ts'

const aLine = (id: number, facts: Partial<LogLine> = {}): LogLine => ({
  id,
  at: id,
  level: 'INFO',
  component: 'program',
  runId: null,
  requestId: null,
  text: `line ${id}`,
  leftOut: 0,
  ...facts
})
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => aLine(first + at))
const aPage = (lines: LogLine[], facts: Partial<LogPage> = {}): LogPage => ({
  lines,
  total: lines.length,
  more: false,
  lastId: lines.at(-1)?.id ?? 0,
  level: 'INFO',
  file: null,
  ...facts
})
const ids = ({ lines }: LogPage) => lines.map(({ id }) => id)
const followed = { filter: {}, isFollowed: true }

describe('new lines', () => {
  it('are added once, and only those that fit', () => {
    const { page, isGap } = grown(aPage(from(1, 2)), [aLine(2), aLine(3), aLine(4, { level: 'ERROR' })], {
      filter: { level: 'ERROR' },
      isFollowed: true
    })
    expect([ids(page), page.lastId, isGap]).toEqual([[1, 2, 4], 4, false])
  })

  it('that come after a gap say so', () => {
    expect(grown(aPage(from(1, 2)), [aLine(4)], followed).isGap).toBe(true)
  })

  it('push the oldest out while they are followed, and nothing while somebody reads', () => {
    const page = aPage(from(1, MOST_FOLLOWED))
    const news = from(MOST_FOLLOWED + 1, MOST_FOLLOWED + 3)
    const moved = grown(page, news, followed).page
    expect([moved.lines.length, moved.lines[0]?.id, moved.more]).toEqual([MOST_FOLLOWED, 4, true])
    expect(grown(page, news, { filter: {}, isFollowed: false }).page.lines[0]?.id).toBe(1)
    const flood = grown(page, from(MOST_FOLLOWED + 1, 5000), { filter: {}, isFollowed: false })
    expect([flood.page.lines.length, flood.isGap]).toEqual([MOST_HELD, true])
  })
})

describe('older lines', () => {
  it('come before, and stay when all is asked for again, as long as both meet', () => {
    const page = deepened(aPage(from(5, 8), { more: true }), { lines: from(2, 5), more: false })
    expect([ids(page), page.more]).toEqual([[2, 3, 4, 5, 6, 7, 8], false])
    expect(ids(renewed(page, aPage(from(7, 10), { more: true })))).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(ids(renewed(page, aPage(from(20, 22), { more: true })))).toEqual([20, 21, 22])
  })
})

describe('the address', () => {
  it('says what narrows the log, whatever else stands there', () => {
    const search = { level: 'ERROR', component: 'x', since: '1h', text: 12, run: '7', request: '', other: '<b>' }
    expect(filtersIn(search)).toEqual({ level: 'ERROR', since: '1h', text: '12', run: 7 })
    expect(queryOf(filtersIn(search), 10_000_000)).toEqual({ level: 'ERROR', text: '12', run: '7', since: '6400000' })
    expect(filterOf(filtersIn(search))).toEqual({ level: 'ERROR', text: '12', run: 7 })
    for (const run of [-1, 0, 1.5, 'x', '1e400', {}, null]) expect(filtersIn({ run })).toEqual({})
  })
})

it('shows what nobody would see', () => {
  expect(visible('a\u001b[31mb\u202ec\u200bd\u0000')).toBe('a\\u001b[31mb\\u202ec\\u200bd\\u0000')
  expect(visible('مرحبا 👩‍👩‍👧 <b>')).toBe('مرحبا 👩‍👩‍👧 <b>')
})
