/** Pins on a title, its season, its show or one version: those that hold it, and those that could. */
import { Button } from '@mantine/core'
import type { Pin, PinOrder, WhyTarget } from '@pcu/contract'
import { IconPin, IconPinnedOff } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { remove, tell } from '../../api/client.ts'
import { keys, pinsQuery } from '../../api/queries.ts'
import { useMay } from '../../api/use-access.ts'
import { whyText } from './text.ts'
import classes from './why.module.css'

/** One of the pins that a title can have. */
interface Way {
  readonly of: keyof typeof whyText.pins
  readonly order: PinOrder
  readonly isOf: (pin: Pin) => boolean
}

const waysOf = ({ ratingKey, showKey, season }: WhyTarget): readonly Way[] => {
  const own = (key: string): Way => ({
    of: 'title',
    order: { ratingKey: key },
    isOf: (pin) => pin.ratingKey === key && (pin.kind === 'movie' || pin.kind === 'episode')
  })
  const ofSeason = (key: string, number: number): Way => ({
    of: 'season',
    order: { ratingKey: key, season: number },
    isOf: (pin) => pin.kind === 'season' && pin.ratingKey === key && pin.season === number
  })
  const ofShow = (key: string): Way => ({
    of: 'show',
    order: { ratingKey: key },
    isOf: (pin) => pin.kind === 'show' && pin.ratingKey === key
  })
  return [
    ...(ratingKey === null ? [] : [own(ratingKey)]),
    ...(showKey === null || season === null ? [] : [ofSeason(showKey, season)]),
    ...(showKey === null ? [] : [ofShow(showKey)])
  ]
}

/** Of a title, its season and its show. */
export function Pins({ target }: { readonly target: WhyTarget }) {
  const may = useMay('operate')
  return (
    <>
      <Ways ways={waysOf(target)} offers />
      {may ? null : <p className={classes.quiet}>{whyText.mayNot}</p>}
    </>
  )
}

interface VersionPinsProps {
  readonly ratingKey: string
  /** As Plex calls it. */
  readonly file: string
  /** There are other versions; of a single one only the pin that it has is shown. */
  readonly isOneOfSeveral: boolean
}

/** Of one version alone. */
export function VersionPins({ ratingKey, file, isOneOfSeveral }: VersionPinsProps) {
  const way: Way = {
    of: 'version',
    order: { ratingKey, file },
    isOf: (pin) => pin.kind === 'version' && pin.ratingKey === ratingKey && pin.file === file
  }
  return <Ways ways={[way]} offers={isOneOfSeveral} />
}

type Order = { readonly unpin: number } | PinOrder

const send = async (order: Order): Promise<readonly (string | null)[]> => {
  if ('unpin' in order) return [(await remove('unpin', { id: order.unpin })).sentence]
  const { sentence, warning } = await tell('pin', order)
  return [sentence, warning]
}

function Ways({ ways, offers }: { readonly ways: readonly Way[]; readonly offers: boolean }) {
  const client = useQueryClient()
  const may = useMay('operate')
  const { data } = useQuery(pinsQuery)
  const sending = useMutation({
    mutationFn: send,
    onSettled: () =>
      Promise.all([keys.pins, keys.library, keys.why].map((queryKey) => client.invalidateQueries({ queryKey })))
  })
  const said = [...(sending.data ?? []), sending.error?.message ?? null].filter((sentence) => sentence !== null)
  const rows = ways
    .map((way) => ({ way, pin: data?.pins.find(way.isOf) }))
    .filter(({ pin }) => offers || pin !== undefined)
  const off = !may || data === undefined || sending.isPending
  if (rows.length === 0 && said.length === 0) return null
  return (
    <div className={classes.pins}>
      {rows.map(({ way, pin }) => (
        <WayButton key={way.of} way={way} pin={pin} off={off} send={sending.mutate} />
      ))}
      {rows.map(({ way, pin }) =>
        pin === undefined ? null : (
          <p key={way.of} className={classes.held}>
            <bdi>{whyText.pinnedBy(pin.by, pin.sentence)}</bdi>
          </p>
        )
      )}
      <div role="status" className={classes.held}>
        {said.map((sentence) => (
          <p key={sentence}>
            <bdi>{sentence}</bdi>
          </p>
        ))}
      </div>
    </div>
  )
}

interface WayButtonProps {
  readonly way: Way
  readonly pin: Pin | undefined
  readonly off: boolean
  readonly send: (order: Order) => void
}

function WayButton({ way, pin, off, send: give }: WayButtonProps) {
  const { on, off: away } = whyText.pins[way.of]
  const Icon = pin === undefined ? IconPin : IconPinnedOff
  return (
    <Button
      size="sm"
      variant={pin === undefined ? 'default' : 'light'}
      disabled={off}
      leftSection={<Icon size={16} aria-hidden="true" />}
      onClick={() => give(pin === undefined ? way.order : { unpin: pin.id })}
    >
      {pin === undefined ? on : away}
    </Button>
  )
}
