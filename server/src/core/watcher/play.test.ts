/** One play however often its session flickers, and how much of it was really watched. */
import { describe, expect, it } from 'vitest'
import type { LiveNews, NamedSession } from '#core/live/stage.ts'
import { beginPlay, goOn, leftOpen, type Play, playOf } from './play.ts'

const minute = 60_000
const t0 = 1_000_000_000

const news = (kind: LiveNews['kind'], at: number, facts: Partial<NamedSession> = {}): LiveNews => ({
  kind,
  startedAt: t0,
  session: {
    sessionKey: '1',
    ratingKey: '100',
    person: 'Ada',
    personId: '7',
    player: 'tv',
    state: 'playing',
    durationMs: 100 * minute,
    viewOffsetMs: Math.max(0, at - t0),
    title: 'Film',
    ...facts
  }
})

/** What is heard, in order, each with its time; gives back every play. */
const hear = (...heard: readonly (readonly [LiveNews['kind'], number, Partial<NamedSession>?])[]): readonly Play[] => {
  const plays: Play[] = []
  for (const [kind, at, facts] of heard) {
    const one = news(kind, at, facts)
    const known = playOf(plays, one, at)
    const play = goOn(known ?? beginPlay(one, plays.length + 1, at), one, at)
    if (known === undefined) plays.push(play)
    else plays[plays.indexOf(known)] = play
  }
  return plays
}

describe('a play', () => {
  it('goes from its start to its stop, with who, how far and how long', () => {
    expect(hear(['started', t0], ['progressed', t0 + 10 * minute], ['stopped', t0 + 20 * minute])).toMatchObject([
      {
        startedAt: t0,
        endedAt: t0 + 20 * minute,
        finishedAt: undefined,
        percent: 20,
        watchedMs: 20 * minute,
        person: 'Ada'
      }
    ])
  })

  it('is one, however often its session flickers', () => {
    const flicker = Array.from({ length: 20 }, (_, n) => [
      ['started', t0 + n * minute] as const,
      ['stopped', t0 + n * minute + 30_000] as const
    ])
    expect(hear(...flicker.flat())).toHaveLength(1)
  })

  it('is another one for another person, player or item, and after half an hour', () => {
    expect(
      hear(
        ['started', t0],
        ['started', t0, { personId: '8', person: 'Ben' }],
        ['started', t0, { player: 'phone' }],
        ['started', t0, { ratingKey: '101' }],
        ['stopped', t0 + minute],
        ['started', t0 + 32 * minute, { viewOffsetMs: minute }]
      )
    ).toHaveLength(5)
  })

  it('that is taken up again goes on, and its pause counts for nothing', () => {
    const plays = hear(
      ['started', t0],
      ['stopped', t0 + 5 * minute],
      ['started', t0 + 15 * minute, { viewOffsetMs: 5 * minute }],
      ['progressed', t0 + 16 * minute, { viewOffsetMs: 6 * minute }]
    )
    expect(plays).toMatchObject([{ endedAt: undefined, watchedMs: 6 * minute }])
  })

  it('begun from the start after it was watched to the end is a second one; its credits are not', () => {
    const end = { viewOffsetMs: 95 * minute }
    const done = [
      ['started', t0],
      ['finished', t0 + 95 * minute, end],
      ['stopped', t0 + 96 * minute, end]
    ] as const
    expect(hear(...done, ['started', t0 + 97 * minute, end])).toHaveLength(1)
    expect(hear(...done, ['started', t0 + 97 * minute, { viewOffsetMs: 0 }])).toHaveLength(2)
  })

  it('that Plex counts a moment after its stop is finished and stays ended', () => {
    const plays = hear(['started', t0], ['stopped', t0 + 84 * minute], ['finished', t0 + 84 * minute + 5000])
    expect(plays).toMatchObject([{ endedAt: t0 + 84 * minute, finishedAt: t0 + 84 * minute + 5000 }])
  })

  it('counts neither jumps in the film, nor pauses, nor a clock that jumps', () => {
    expect(
      hear(['started', t0], ['progressed', t0 + minute, { viewOffsetMs: 80 * minute }])[0]?.watchedMs,
      'a jump ahead'
    ).toBe(minute)
    expect(
      hear(['started', t0, { viewOffsetMs: 50 * minute }], ['progressed', t0 + minute, { viewOffsetMs: minute }])[0]
        ?.watchedMs,
      'a jump back'
    ).toBe(minute)
    expect(
      hear(
        ['started', t0],
        ['progressed', t0 + minute, { state: 'paused' }],
        ['progressed', t0 + 20 * minute, { viewOffsetMs: minute }]
      )[0]?.watchedMs,
      'a pause'
    ).toBe(minute)
    expect(
      hear(['started', t0], ['progressed', t0 - 60 * minute, { viewOffsetMs: minute }])[0]?.watchedMs,
      'the clock was set back'
    ).toBe(0)
  })

  it('of which nothing more was heard ended when something last was', () => {
    const [open] = hear(['started', t0], ['progressed', t0 + minute])
    expect(open && leftOpen(open)).toMatchObject({ endedAt: t0 + minute, finishedAt: undefined })
  })

  it('of somebody without a name is known by what stands in its place', () => {
    const nameless = { person: 'Somebody', personId: undefined }
    expect(hear(['started', t0, nameless], ['stopped', t0 + minute, nameless])).toHaveLength(1)
    expect(hear(['started', t0, nameless], ['progressed', t0 + minute])).toHaveLength(2)
  })
})
