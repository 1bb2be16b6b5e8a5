/** One of several values to choose from, with how many there are; pressed when it is the one. */

import { count } from '../words/numbers.ts'
import classes from './chip.module.css'

interface ChipProps {
  readonly label: string
  readonly amount?: number | undefined
  readonly pressed: boolean
  readonly press: () => void
}

/** A round button. */
export function Chip({ label, amount, pressed, press }: ChipProps) {
  return (
    <button type="button" className={classes.chip} aria-pressed={pressed} onClick={press}>
      <bdi className={classes.label}>{label}</bdi>
      {amount === undefined ? null : <span className={classes.amount}>{count(amount)}</span>}
    </button>
  )
}
