/** Pages through a long list, a screenful at a time. */
import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import classes from './pager.module.css'
import { uiText } from './text.ts'

interface PagesOf<Row> {
  readonly rows: readonly Row[]
  readonly pager: ReactNode
}

/** The rows of the page in view, and the control to turn pages (null when one page holds all). */
export function usePages<Row>(all: readonly Row[], size: number): PagesOf<Row> {
  const [wanted, setWanted] = useState(0)
  const pages = Math.max(1, Math.ceil(all.length / size))
  const page = Math.min(wanted, pages - 1)
  const first = page * size
  const rows = all.slice(first, first + size)
  if (pages === 1) return { rows, pager: null }
  const shown = { first: first + 1, last: first + rows.length, all: all.length }
  return { rows, pager: <Pager page={page} pages={pages} shown={shown} turnTo={setWanted} /> }
}

interface PagerProps {
  /** From 0. */
  readonly page: number
  readonly pages: number
  /** Numbers of the rows in view, from 1, and how many there are. */
  readonly shown: { readonly first: number; readonly last: number; readonly all: number }
  readonly turnTo: (page: number) => void
}

/** The control alone, for lists that are read in windows. */
export function Pager({ page, pages, shown, turnTo }: PagerProps) {
  const turns = [
    { label: uiText.firstPage, to: 0, Icon: IconChevronsLeft },
    { label: uiText.previousPage, to: Math.max(0, page - 1), Icon: IconChevronLeft },
    { label: uiText.nextPage, to: Math.min(pages - 1, page + 1), Icon: IconChevronRight },
    { label: uiText.lastPage, to: pages - 1, Icon: IconChevronsRight }
  ]
  return (
    <div className={classes.pager}>
      <span aria-live="polite" title={uiText.page(page + 1, pages)}>
        {uiText.rows(shown.first, shown.last, shown.all)}
      </span>
      <div className={classes.turns}>
        {turns.map(({ label, to, Icon }) => (
          <ActionIcon
            key={label}
            variant="default"
            size={32}
            aria-label={label}
            aria-disabled={to === page}
            data-disabled={to === page}
            onClick={() => turnTo(to)}
          >
            <Icon size={16} aria-hidden="true" />
          </ActionIcon>
        ))}
      </div>
    </div>
  )
}
