/** Pins titles of the list and takes their own pins off: one order at a time, for all rows together, so that a row costs little to show. */
import type { LibraryRow } from '@pcu/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { remove, tell } from '../../api/client.ts'
import { keys } from '../../api/queries.ts'
import { useMay } from '../../api/use-access.ts'

/** The pin that stands on the title itself, not on its season, show or version. */
export const ownPinOf = ({ pins }: LibraryRow) => pins.find(({ kind }) => kind === 'movie' || kind === 'episode')

const send = async (row: LibraryRow) => {
  const own = ownPinOf(row)
  return own === undefined ? tell('pin', { ratingKey: row.key }) : remove('unpin', { id: own.id })
}

/** What rows need to know. */
export interface Pinning {
  readonly may: boolean
  /** Key of the row whose order is under way. */
  readonly sending: string | undefined
  /** What became of the last order when it was in vain. */
  readonly failed: { readonly key: string; readonly sentence: string } | undefined
  /** Stays the same. */
  readonly press: (row: LibraryRow) => void
}

/** For all rows of a list. */
export const usePinning = (): Pinning => {
  const client = useQueryClient()
  const may = useMay('operate')
  const { mutate, isPending, error, variables } = useMutation({
    mutationFn: send,
    onSettled: () =>
      Promise.all([keys.library, keys.pins, keys.why].map((queryKey) => client.invalidateQueries({ queryKey })))
  })
  const press = useCallback((row: LibraryRow) => mutate(row), [mutate])
  const failed = error === null || variables === undefined ? undefined : { key: variables.key, sentence: error.message }
  return { may, sending: isPending ? variables.key : undefined, failed, press }
}
