/** Tells what was heard of sessions: to everybody who reads events, and to the schedule, which answers a pressed play button at once. */
import type { Happening, Settings } from '@pcu/contract'
import { type LiveNews, percentOf } from '#core/live/stage.ts'
import type { Bus } from '#engine/bus.ts'
import type { Schedule } from '#engine/schedule.ts'

/** The settings of watching. */
export const watchRulesOf = ({
  watcher
}: Settings): { readonly finishedPercent: number; readonly checkEveryMs: number } => ({
  finishedPercent: watcher.finishedPercent,
  checkEveryMs: watcher.checkIntervalSeconds * 1000
})

type Told = Omit<Extract<Happening, { type: 'session.changed' }>, 'sentence'>

const sentenceOf = ({ what, person, title, percent }: Told): string => {
  if (what === 'started') return `${person} watches ${title}.`
  if (what === 'finished') return `${person} has watched ${title} to the end.`
  return `${person} stopped watching ${title}${percent === null ? '' : ` at ${percent} %`}.`
}

/** Whoever hears this tells it further. */
export const tellLive =
  (bus: Bus, nudge: Schedule['nudge']) =>
  ({ kind, session }: LiveNews): void => {
    if (kind === 'progressed') return
    const { person, ratingKey, title = 'something' } = session
    const share = percentOf(session)
    const percent = share === undefined ? null : Math.floor(share)
    const told: Told = { type: 'session.changed', what: kind, person, title, ratingKey, percent }
    bus.publish({ ...told, sentence: sentenceOf(told) })
    nudge(kind === 'started' ? 'now' : 'soon')
  }
