/** Pins a title or takes its own pin off; what holds it from above (season, show) is told, and taken away where it stands. */

import { ActionIcon } from '@mantine/core'
import type { LibraryRow } from '@pcu/contract'
import { IconPin, IconPinFilled } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { remove, tell } from '../../api/client.ts'
import { keys } from '../../api/queries.ts'
import { useMay } from '../../api/use-access.ts'
import classes from './row.module.css'
import { libraryText } from './text.ts'

const ownPins = ({ pins }: LibraryRow) => pins.filter(({ kind }) => kind === 'movie' || kind === 'episode')

const labelOf = (row: LibraryRow, name: string): string => {
  if (row.pins.length === 0) return libraryText.pin(name)
  return ownPins(row).length > 0 ? libraryText.unpin(name) : libraryText.heldBy(name)
}

interface PinButtonProps {
  readonly row: LibraryRow
  readonly name: string
  /** Only the row that Tab leads to has its pin in the order of Tab. */
  readonly isCurrent: boolean
}

/** Shown to everybody; pressed by those who may. */
export function PinButton({ row, name, isCurrent }: PinButtonProps) {
  const client = useQueryClient()
  const may = useMay('operate')
  const own = ownPins(row)[0]
  const sending = useMutation({
    mutationFn: async () => (own === undefined ? tell('pin', { ratingKey: row.key }) : remove('unpin', { id: own.id })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.library })
  })
  const isHeld = row.pins.length > 0
  const canPress = may && !sending.isPending && (own !== undefined || !isHeld) && row.isListed
  const label = may ? labelOf(row, name) : libraryText.mayNot
  const Icon = isHeld ? IconPinFilled : IconPin
  return (
    <ActionIcon
      className={classes.pin ?? ''}
      variant="subtle"
      size={36}
      color={isHeld ? 'mint' : 'gray'}
      aria-label={sending.error === null ? label : sending.error.message}
      title={sending.error === null ? label : sending.error.message}
      aria-pressed={isHeld}
      aria-disabled={!canPress}
      data-disabled={!canPress}
      tabIndex={isCurrent ? 0 : -1}
      onClick={() => {
        if (canPress) sending.mutate()
      }}
    >
      <Icon size={18} aria-hidden="true" />
    </ActionIcon>
  )
}
