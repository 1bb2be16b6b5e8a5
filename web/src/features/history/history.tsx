/** What happened, day by day, newest first: narrowed, a page at a time, and each run that did it opens at the side. */
import { Button } from '@mantine/core'
import type { Happened, HistoryPage } from '@pcu/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { use } from 'react'
import { ask } from '../../api/client.ts'
import { Loaded } from '../../api/loaded.tsx'
import { keys } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Pager } from '../../ui/pager.tsx'
import { ZoneContext } from '../../ui/time/zone.ts'
import { dayText } from '../../ui/words/numbers.ts'
import { narrowing, rowsShown, windowOf } from './asked.ts'
import { type HistoryFilters, isNarrowed } from './filters.ts'
import { HappenedRow } from './happened-row.tsx'
import classes from './history.module.css'
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

function Rows({ page: { rows, total }, filters, change }: HistoryProps & { readonly page: HistoryPage }) {
  const zone = use(ZoneContext)
  const pages = Math.ceil(total / rowsShown)
  const page = Math.min(filters.page ?? 1, pages)
  const first = (page - 1) * rowsShown
  return (
    <>
      {daysOf(rows, zone).map(([day, own]) => (
        <div key={day}>
          <h3 className={classes.day}>{day}</h3>
          <ul>
            {own.map((row) => (
              <HappenedRow key={row.key} row={row} openRun={(run) => change({ run })} />
            ))}
          </ul>
        </div>
      ))}
      {pages === 1 ? null : (
        <Pager
          page={page - 1}
          pages={pages}
          shown={{ first: first + 1, last: first + rows.length, all: total }}
          turnTo={(to) => change({ page: to === 0 ? undefined : to + 1 })}
        />
      )}
    </>
  )
}

const daysOf = (rows: readonly Happened[], zone: string) => [...Map.groupBy(rows, ({ at }) => dayText(at, zone))]

interface NothingProps {
  readonly filters: HistoryFilters
  readonly total: number
  readonly clear: () => void
}

function Nothing({ filters, total, clear }: NothingProps) {
  if (total === 0 && !isNarrowed(filters))
    return (
      <Empty sentence={text.none}>
        <p>{text.noneNext}</p>
      </Empty>
    )
  return (
    <Empty sentence={total === 0 ? text.nothingFits : text.pastTheEnd}>
      <div className={classes.clearAll}>
        <Button size="sm" variant="default" onClick={clear}>
          {text.clear}
        </Button>
      </div>
    </Empty>
  )
}
