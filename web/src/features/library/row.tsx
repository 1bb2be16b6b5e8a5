/** One title of the library: its poster, what it is, why it is where it is, and the pin. */
import type { LibraryRow } from '@pcu/contract'
import { IconPlayerPlay } from '@tabler/icons-react'
import { type MouseEvent, memo, type ReactNode, useEffect, useRef } from 'react'
import { Poster } from '../../ui/title/poster.tsx'
import { sizeText } from '../../ui/words/numbers.ts'
import { PinButton } from './pin-button.tsx'
import classes from './row.module.css'
import { libraryText } from './text.ts'

const two = (number: number | null): string => (number === null ? '??' : String(number).padStart(2, '0'))

/** What it is called in one line; the server words it the same way. */
const nameOf = ({ kind, title, year, show, season, episode }: LibraryRow): string => {
  const own = title.trim() === '' ? libraryText.untitled : title
  if (kind === 'movie') return year === null ? own : `${own} (${year})`
  return `${show ?? libraryText.unknownShow} S${two(season)}E${two(episode)} ${title}`.trim()
}

const PEOPLE_SHOWN = 3
/** Of a name that is read out. */
const MOST_LETTERS = 120

const peopleText = (people: readonly string[]): string => {
  const names = people.slice(0, PEOPLE_SHOWN).join(', ')
  const more = people.length - PEOPLE_SHOWN
  return libraryText.wanted(more > 0 ? `${names} ${libraryText.more(more)}` : names)
}

const factsOf = ({ section, sizeBytes, people, rank, isListed }: LibraryRow): readonly string[] => [
  ...(section === '' ? [] : [section]),
  sizeBytes === null ? libraryText.sizeUnknown : sizeText(sizeBytes),
  ...(rank === null ? [] : [libraryText.rank(rank)]),
  ...(people.length === 0 ? [] : [peopleText(people)]),
  ...(isListed ? [] : [libraryText.unlisted])
]

interface RowProps {
  readonly row: LibraryRow
  /** The page with why of it open. */
  readonly href: string
  /** Goes there without loading anew; `data-key` of the link tells of what. Stays the same. */
  readonly open: (event: MouseEvent<HTMLAnchorElement>) => void
  /** It is the one that Tab leads to. */
  readonly isCurrent: boolean
  /** It is to have the focus now; told once it has. */
  readonly takesFocus: boolean
  readonly focused: () => void
  readonly may: boolean
  readonly isSending: boolean
  readonly failed: string | undefined
  readonly press: (row: LibraryRow) => void
}

/** The whole row leads to why; Tab goes on to its pin. Rendered again only when something of it changes: scrolling passes many. */
export const Row = memo(function Row({ row, href, open, isCurrent, takesFocus, focused, ...pinning }: RowProps) {
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (!takesFocus) return
    link.current?.focus({ preventScroll: true })
    focused()
  }, [takesFocus, focused])
  const name = nameOf(row)
  return (
    <div className={classes.row} data-state={row.state}>
      <Poster ratingKey={row.posterKey} size="small" />
      <div className={classes.what}>
        <a
          ref={link}
          href={href}
          data-key={row.key}
          onClick={open}
          tabIndex={isCurrent ? 0 : -1}
          className={classes.name}
        >
          <bdi>{name}</bdi>
        </a>
        <Facts row={row} />
        {row.because === null ? null : (
          <p className={classes.because}>
            <bdi>{row.because.sentence}</bdi>
          </p>
        )}
      </div>
      <span className={classes.state}>{libraryText.states[row.state]}</span>
      <PinButton row={row} name={name.slice(0, MOST_LETTERS)} isCurrent={isCurrent} {...pinning} />
    </div>
  )
})

function Facts({ row }: { readonly row: LibraryRow }): ReactNode {
  return (
    <p className={classes.facts}>
      {row.playedBy.length === 0 ? null : (
        <span className={classes.played}>
          <IconPlayerPlay size={14} aria-hidden="true" />
          <bdi>{libraryText.played(row.playedBy.join(', '))}</bdi>
        </span>
      )}
      <bdi>{factsOf(row).join(' · ')}</bdi>
    </p>
  )
}
