/** A moment for people: how long ago or ahead, with the exact time beside or behind it. */

import { use } from 'react'
import { uiText } from '../text.ts'
import { durationText, momentText } from '../words/numbers.ts'
import { useServerNow } from './clock.ts'
import { ZoneContext } from './zone.ts'

const CLOSE_MS = 45_000
const MINUTE_MS = 60_000

const inMinutes = (length: number): string =>
  durationText(Math.max(MINUTE_MS, Math.round(length / MINUTE_MS) * MINUTE_MS))

const agoText = (length: number): string => (length < CLOSE_MS ? uiText.justNow : uiText.ago(inMinutes(length)))
const aheadText = (length: number): string => (length < CLOSE_MS ? uiText.anyMoment : uiText.ahead(inMinutes(length)))

interface MomentProps {
  /** Epoch milliseconds. */
  readonly at: number
}

/** "12 min ago" for what has happened, with the exact time as its tooltip; never ahead, however the clocks differ. */
export function Since({ at }: MomentProps) {
  return <Relative at={at} text={agoText(useServerNow() - at)} />
}

/** "in 12 min" for what is to come; "any moment" when it is overdue. */
export function Until({ at }: MomentProps) {
  return <Relative at={at} text={aheadText(at - useServerNow())} />
}

function Relative({ at, text }: MomentProps & { readonly text: string }) {
  const zone = use(ZoneContext)
  return (
    <time dateTime={new Date(at).toISOString()} title={momentText(at, zone)}>
      {text}
    </time>
  )
}

/** "2026-11-22 18:04" in the server's zone. */
export function ExactTime({ at }: MomentProps) {
  const zone = use(ZoneContext)
  return <time dateTime={new Date(at).toISOString()}>{momentText(at, zone)}</time>
}
