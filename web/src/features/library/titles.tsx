/** The titles in a list of which only what is in sight exists; arrow keys, Home and End go through all of it. */
import { useMediaQuery } from '@mantine/hooks'
import type { LibraryRow } from '@pcu/contract'
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useLayoutEffect,
  useRef,
  useState
} from 'react'
import { Trouble } from '../../ui/trouble.tsx'
import { Row } from './row.tsx'
import type { LibrarySearch } from './search.ts'
import { libraryText } from './text.ts'
import classes from './titles.module.css'
import { type Rows, useRows } from './use-library.ts'
import { type Pinning, usePinning } from './use-pinning.ts'
import { useWhy } from './use-why.ts'

const ROW = 80
const NARROW_ROW = 124
const OVERSCAN = 6
/** What stands still above and below the list. */
const ABOVE = 76
const BELOW = 84
const PAGE = 8

const stepOf = (key: string, at: number, total: number): number | undefined => {
  const to: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + PAGE,
    PageUp: at - PAGE,
    Home: 0,
    End: total - 1
  }
  const step = to[key]
  return step === undefined ? undefined : Math.max(0, Math.min(total - 1, step))
}

interface TitlesProps {
  readonly search: LibrarySearch
  readonly total: number
}

/** Rows come in windows; until one has come, its outline stands there. */
export function Titles({ search, total }: TitlesProps) {
  const list = useRef<HTMLUListElement>(null)
  const [top, setTop] = useState(0)
  const [current, setCurrent] = useState(0)
  const [wantsFocus, setWantsFocus] = useState(false)
  const isNarrow = useMediaQuery('(max-width: 640px)', false, { getInitialValueInEffect: false })
  const height = isNarrow ? NARROW_ROW : ROW
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), [])
  const virtual = useWindowVirtualizer({
    count: total,
    estimateSize: () => height,
    overscan: OVERSCAN,
    scrollMargin: top,
    scrollPaddingStart: ABOVE,
    scrollPaddingEnd: BELOW,
    // The row that Tab leads to stays, so that the focus is never lost by scrolling.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), Math.min(current, total - 1)])]
  })
  const shown = virtual.getVirtualItems()
  const inSight = shown.map(({ index }) => index).filter((index) => index !== current)
  const { rowAt, error, retry } = useRows(search, [inSight[0] ?? 0, inSight.at(-1) ?? 0], current)
  const isMissing = shown.some(({ index }) => rowAt(index) === undefined)
  const { open, hrefOf } = useWhy(search)
  const pinning = usePinning()
  const focused = useCallback(() => setWantsFocus(false), [])
  const press = (event: KeyboardEvent) => {
    const next = stepOf(event.key, current, total)
    if (next === undefined) return
    event.preventDefault()
    setCurrent(next)
    setWantsFocus(true)
    virtual.scrollToIndex(next)
  }
  return (
    <>
      <ul
        ref={list}
        className={classes.list}
        aria-label={libraryText.list}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={press}
      >
        {shown.map(({ index, start, size }) => {
          const row = rowAt(index)
          const place = { height: size, transform: `translateY(${start - top}px)` }
          return (
            <Place key={index} index={index} total={total} style={place} focus={setCurrent}>
              {row === undefined ? (
                <Coming />
              ) : (
                <Row
                  row={row}
                  href={hrefOf(row.key)}
                  open={open}
                  {...pinningOf(row, pinning)}
                  isCurrent={index === current}
                  takesFocus={wantsFocus && index === current}
                  focused={focused}
                />
              )}
            </Place>
          )
        })}
      </ul>
      {isMissing ? <Failed error={error} retry={retry} /> : null}
    </>
  )
}

interface PlaceProps {
  readonly index: number
  readonly total: number
  readonly style: CSSProperties
  readonly focus: (index: number) => void
  readonly children: ReactNode
}

/** Where a row stands, told by its number among all. */
function Place({ index, total, style, focus, children }: PlaceProps) {
  return (
    <li
      className={classes.place}
      aria-setsize={total}
      aria-posinset={index + 1}
      style={style}
      onFocus={() => focus(index)}
    >
      {children}
    </li>
  )
}

/** In sight wherever the list is scrolled to. */
function Failed({ error, retry }: Pick<Rows, 'error' | 'retry'>) {
  if (error === null) return null
  return (
    <div className={classes.failed}>
      <Trouble sentence={libraryText.failed} more={[error.message]} retry={retry} />
    </div>
  )
}

const pinningOf = ({ key }: LibraryRow, { may, sending, failed, press }: Pinning) => ({
  may,
  isSending: sending === key,
  failed: failed?.key === key ? failed.sentence : undefined,
  press
})

/** Stands where a row will be. */
function Coming() {
  return (
    <div className={classes.outline}>
      <span className="hidden-text">{libraryText.loadingRow}</span>
    </div>
  )
}
