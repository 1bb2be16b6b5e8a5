/** What happened, day by day, newest first: narrowed, a page at a time, and each run that did it opens at the side. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { use } from 'react'
import { ask } from '../../api/client.ts'
import { Loaded } from '../../api/loaded.tsx'
import { keys } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { ZoneContext } from '../../ui/time/zone.ts'
import { narrowing, windowOf } from './asked.ts'
import type { HistoryFilters } from './filters.ts'
import { Nothing, Rows } from './rows.tsx'
import { historyText as text } from './text.ts'
import { Toolbar } from './toolbar.tsx'

interface HistoryProps {
  readonly filters: HistoryFilters
  /** Writes them into the address; `none` drops all. */
  readonly change: (part: HistoryFilters | 'none') => void
}

/** The card of the history. */
export function History({ filters, change }: HistoryProps) {
  const zone = use(ZoneContext)
  const query = { ...narrowing(filters, zone), ...windowOf(filters) }
  const asked = useQuery({
    queryKey: [...keys.runs, 'history', query],
    queryFn: ({ signal }) => ask('history', { signal, query }),
    placeholderData: keepPreviousData
  })
  const total = asked.data?.total
  const narrow = (part: HistoryFilters | 'none') => change(part === 'none' ? part : { ...part, page: undefined })
  return (
    <Card title={text.title} aside={total === undefined ? undefined : text.many(total)}>
      <Toolbar filters={filters} change={narrow} facets={asked.data?.facets} />
      <Loaded query={asked} lines={8}>
        {(page) =>
          page.rows.length === 0 ? (
            <Nothing filters={filters} total={page.total} clear={() => narrow('none')} />
          ) : (
            <Rows page={page} filters={filters} change={change} />
          )
        }
      </Loaded>
    </Card>
  )
}
