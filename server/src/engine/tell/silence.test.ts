/** One sentence when a source goes silent, one when it is back. */
import { describe, expect, it } from 'vitest'
import type { SourceReport } from '#core/model/want.ts'
import { createBus } from '#engine/bus.ts'
import { answered } from '#test/builders/world.ts'
import { createSilenceWatch } from './silence.ts'

/** What was told of silence, as `went-silent watchlist of Alex`. */
const aWatch = () => {
  const told: string[] = []
  const clock = { now: () => 0, after: () => ({ cancel: () => undefined }) }
  const bus = createBus({ clock, startAt: 0, onBroken: () => undefined })
  bus.subscribe((event) => {
    if (event.type !== 'source.went-silent' && event.type !== 'source.came-back') return
    told.push(`${event.type.slice('source.'.length)} ${event.source}`)
  })
  return { watch: createSilenceWatch(bus), told }
}

describe('silence', () => {
  it('of a library ends when it is no longer reported, that of Plex itself when Plex answers', () => {
    const { watch, told } = aWatch()
    watch.noteServer('it is off')
    watch.noteServer(undefined)
    watch.note([answered({ source: 'library Films', state: 'silent' })])
    watch.note([answered({ source: 'on deck of Films' })])
    watch.note([])
    expect(told).toEqual(['went-silent Plex', 'came-back Plex', 'went-silent library Films', 'came-back library Films'])
  })

  it('of a deck goes on while its library is not known', () => {
    const { watch, told } = aWatch()
    const deck = 'on deck of Alex in Films'
    watch.note([answered({ source: deck, state: 'silent' })])
    watch.note([answered({ source: 'library Films', state: 'silent' })])
    watch.note([answered({ source: deck, state: 'silent' })])
    watch.note([answered({ source: deck })])
    expect(told.filter((one) => one.endsWith(deck))).toEqual([`went-silent ${deck}`, `came-back ${deck}`])
  })

  it('is told once, also when nothing waits for the source any more, and its end is told once', () => {
    const { watch, told } = aWatch()
    const states: readonly SourceReport['state'][] = [
      'answered',
      'silent',
      'silent',
      'given-up',
      'given-up',
      'empty',
      'answered'
    ]
    for (const state of states) watch.note([answered({ source: 'a list', state })])
    expect(told).toEqual(['went-silent a list', 'came-back a list'])
  })
})
