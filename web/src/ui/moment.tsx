/** A moment for people: how long ago or ahead, with the exact time beside or behind it. */
import { formatDuration, formatTime } from '@pcu/contract'
import { use } from 'react'
import { useServerNow } from './clock.ts'
import { uiText } from './text.ts'
import { ZoneContext } from './zone.ts'

const CLOSE_MS = 45_000
const MINUTE_MS = 60_000

const inMinutes = (length: number): string =>
  formatDuration(Math.max(MINUTE_MS, Math.round(length / MINUTE_MS) * MINUTE_MS))

const relative = (at: number, now: number): string => {
  if (Math.abs(at - now) < CLOSE_MS) return at > now ? uiText.anyMoment : uiText.justNow
  return at > now ? uiText.ahead(inMinutes(at - now)) : uiText.ago(inMinutes(now - at))
}

/** "12 min ago", with the exact time as its tooltip. `at` is epoch milliseconds. */
export function Moment({ at }: { readonly at: number }) {
  const now = useServerNow()
  const zone = use(ZoneContext)
  return (
    <time dateTime={new Date(at).toISOString()} title={formatTime(at, zone)}>
      {relative(at, now)}
    </time>
  )
}

/** "2026-11-22 18:04" in the server's zone. `at` is epoch milliseconds. */
export function ExactTime({ at }: { readonly at: number }) {
  const zone = use(ZoneContext)
  return <time dateTime={new Date(at).toISOString()}>{formatTime(at, zone)}</time>
}
