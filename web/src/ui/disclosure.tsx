/** A row that opens: the essentials in sight, the rest on demand. */
import { IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import classes from './disclosure.module.css'

interface DisclosureProps {
  /** What the button says to those who cannot see the row. */
  readonly label: string
  readonly row: ReactNode
  readonly openAtFirst?: boolean
  /** Made only while open. */
  readonly more: () => ReactNode
}

/** The arrow at the end is the button; the words of the row stay free for selecting. */
export function Disclosure({ label, row, more, openAtFirst = false }: DisclosureProps) {
  const [open, setOpen] = useState(openAtFirst)
  const id = useId()
  return (
    <>
      <div className={classes.row}>
        <div className={classes.content}>{row}</div>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          aria-label={label}
          onClick={() => setOpen(!open)}
        >
          <IconChevronDown className={classes.chevron} data-open={open || undefined} size={18} aria-hidden="true" />
        </button>
      </div>
      {open ? (
        <div id={id} className={classes.more}>
          {more()}
        </div>
      ) : null}
    </>
  )
}
