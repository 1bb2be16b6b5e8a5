/** Pins on a title, its season and its show: those that hold it, and those that could. */
import { Button } from '@mantine/core'
import type { Pin, PinAnswer, WhyTarget } from '@pcu/contract'
import { IconPin, IconPinnedOff } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { remove, tell } from '../../api/client.ts'
import { keys, pinsQuery } from '../../api/queries.ts'
import { useMay } from '../../api/use-access.ts'
import { whyText } from './text.ts'
import classes from './why.module.css'

const holds = ({ ratingKey, showKey, season }: WhyTarget, pin: Pin): boolean => {
  if (pin.kind === 'show') return pin.ratingKey === showKey
  if (pin.kind === 'season') return pin.ratingKey === showKey && pin.season === season
  return pin.ratingKey === ratingKey
}

type Order = { readonly unpin: number } | { readonly ratingKey: string; readonly season?: number }

interface Way {
  readonly label: string
  readonly kind: readonly Pin['kind'][]
  readonly order: Order
}

const waysOf = ({ ratingKey, showKey, season }: WhyTarget): readonly Way[] => [
  ...(ratingKey === null ? [] : [{ label: whyText.pin, kind: ['movie', 'episode'] as const, order: { ratingKey } }]),
  ...(showKey === null || season === null
    ? []
    : [{ label: whyText.pinSeason, kind: ['season'] as const, order: { ratingKey: showKey, season } }]),
  ...(showKey === null ? [] : [{ label: whyText.pinShow, kind: ['show'] as const, order: { ratingKey: showKey } }])
]

const send = async (order: Order): Promise<Pick<PinAnswer, 'accepted' | 'sentence'> & { warning?: string | null }> =>
  'unpin' in order ? remove('unpin', { id: order.unpin }) : tell('pin', order)

/** Buttons for all of it; those who may not press them are told so. */
export function Pins({ target }: { readonly target: WhyTarget }) {
  const client = useQueryClient()
  const may = useMay('operate')
  const { data } = useQuery(pinsQuery)
  const sending = useMutation({
    mutationFn: send,
    onSettled: () =>
      Promise.all([keys.pins, keys.library, keys.why].map((queryKey) => client.invalidateQueries({ queryKey })))
  })
  const held = (data?.pins ?? []).filter((pin) => holds(target, pin))
  const ways = waysOf(target).filter(({ kind }) => !held.some((pin) => kind.includes(pin.kind)))
  const said = [sending.data?.sentence, sending.data?.warning, sending.error?.message].filter(Boolean)
  const off = !may || sending.isPending
  return (
    <div className={classes.pins}>
      {held.map((pin) => (
        <Button
          key={pin.id}
          size="sm"
          variant="default"
          disabled={off}
          leftSection={<IconPinnedOff size={16} aria-hidden="true" />}
          onClick={() => sending.mutate({ unpin: pin.id })}
        >
          {whyText.unpin(pin.title, pin.by)}
        </Button>
      ))}
      {ways.map(({ label, order }) => (
        <Button
          key={label}
          size="sm"
          variant="default"
          disabled={off}
          leftSection={<IconPin size={16} aria-hidden="true" />}
          onClick={() => sending.mutate(order)}
        >
          {label}
        </Button>
      ))}
      {may ? null : <p className={classes.quiet}>{whyText.mayNot}</p>}
      <div role="status">
        {said.map((sentence) => (
          <p key={sentence}>
            <bdi>{sentence}</bdi>
          </p>
        ))}
      </div>
    </div>
  )
}
