import { afterEach, describe, expect, it, vi } from 'vitest'
import { createPlayingQuestion } from '#engine/playing.ts'
import { trackMove } from '#engine/tell/progress.ts'
import type { MediaServer } from '#ports/media-server.ts'
import { hour, now } from '#test/builders/world.ts'

let at = now
const clock = { now: () => at, after: () => ({ cancel: () => undefined }) }
afterEach(() => {
  at = now
  vi.restoreAllMocks()
})

describe('a clock that is set back during a run', () => {
  it('does not make an old answer about what is played good for an hour', async () => {
    let playing: readonly string[] = []
    const readSessions: MediaServer['readSessions'] = async () =>
      playing.map((ratingKey) => ({ ratingKey, person: 'Robin', state: 'playing' as const }))
    const server: Pick<MediaServer, 'readSessions'> = { readSessions }
    const { signal } = new AbortController()
    const ask = createPlayingQuestion({ server, clock }, { signal, silenceMeans: 'busy' })
    expect(await ask(['a'])).toBeUndefined()
    playing = ['a']
    at = now - hour
    expect(await ask(['a'])).toEqual({ code: 'playing-now', person: 'Robin' })
  })

  it('does not silence the progress of a move', () => {
    const told: number[] = []
    const start = {
      id: '1',
      unit: 'u',
      title: 't',
      direction: 'in',
      because: [],
      from: '',
      to: '',
      bytesTotal: 9
    } as const
    const tracker = trackMove({ ...start, because: [] }, { clock, tell: (move) => told.push(move.bytesDone) })
    const report = (bytesDone: number) =>
      tracker.report({ phase: 'copying', files: [{ name: 'f', bytesDone, bytesTotal: 9 }] })
    report(1)
    at = now - hour
    report(2)
    at = now - hour + 1000
    report(3)
    expect(told).toEqual([1, 2, 3])
    expect(tracker.current().bytesPerSecond).toBe(1)
  })
})
