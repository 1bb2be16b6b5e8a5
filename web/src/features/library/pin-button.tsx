/** Pins a title or takes its own pin off; what holds it from above (season, show) is told, and taken away where it stands. */
import type { LibraryRow } from '@pcu/contract'
import { IconPin, IconPinFilled } from '@tabler/icons-react'
import classes from './row.module.css'
import { libraryText } from './text.ts'
import { ownPinOf } from './use-pinning.ts'

const labelOf = (row: LibraryRow, name: string): string => {
  if (row.pins.length === 0) return libraryText.pin(name)
  return ownPinOf(row) === undefined ? libraryText.heldBy(name) : libraryText.unpin(name)
}

interface PinButtonProps {
  readonly row: LibraryRow
  readonly name: string
  /** Only the row that Tab leads to has its pin in the order of Tab. */
  readonly isCurrent: boolean
  readonly may: boolean
  readonly isSending: boolean
  /** Why the last order for it was in vain. */
  readonly failed: string | undefined
  readonly press: (row: LibraryRow) => void
}

/** Shown to everybody; pressed by those who may. */
export function PinButton({ row, name, isCurrent, may, isSending, failed, press }: PinButtonProps) {
  const isHeld = row.pins.length > 0
  const isOffered = row.isListed && (!isHeld || ownPinOf(row) !== undefined)
  const canPress = may && !isSending && isOffered
  const label = failed ?? (may ? labelOf(row, name) : libraryText.mayNot)
  const Icon = isHeld ? IconPinFilled : IconPin
  return (
    <button
      type="button"
      className={classes.pin}
      aria-label={label}
      title={label}
      aria-pressed={isHeld}
      aria-disabled={!canPress}
      tabIndex={isCurrent ? 0 : -1}
      onClick={() => {
        if (canPress) press(row)
      }}
    >
      <Icon size={18} aria-hidden="true" />
    </button>
  )
}
