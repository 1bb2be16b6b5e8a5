/** The rows of the history below their days, the pager beneath them, and what stands there when there are none. */
import { Button } from '@mantine/core'
import type { Happened, HistoryPage } from '@pcu/contract'
import { use } from 'react'
import { Empty } from '../../ui/empty.tsx'
import { Pager } from '../../ui/pager.tsx'
import { ZoneContext } from '../../ui/time/zone.ts'
import { dayText } from '../../ui/words/numbers.ts'
import { rowsShown } from './asked.ts'
import { type HistoryFilters, isNarrowed } from './filters.ts'
import { HappenedRow } from './happened-row.tsx'
import classes from './history.module.css'
import { historyText as text } from './text.ts'

interface RowsProps {
  readonly page: HistoryPage
  readonly filters: HistoryFilters
  readonly change: (part: HistoryFilters) => void
}

/** At least one row. */
export function Rows({ page: { rows, total }, filters, change }: RowsProps) {
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

/** Why there is no row. */
export function Nothing({ filters, total, clear }: NothingProps) {
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
