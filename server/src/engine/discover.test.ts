/** Who is asked when: nobody waits for the library who does not need it, and nobody goes on when it cannot be read. */
import { describe, expect, it } from 'vitest'
import { indexOf } from '#core/model/library-index.ts'
import type { LibraryReading } from '#ports/media-server.ts'
import type { WantSource } from '#ports/want-source.ts'
import { Failure } from '#src/failure.ts'
import { discover } from './discover.ts'

const clock = { now: () => 5, after: () => ({ cancel: () => undefined }) }
const { signal } = new AbortController()
const reading: LibraryReading = { index: indexOf([]), silent: [] }
const nothing = { wants: [], reports: [] }

const deferred = <Value>() => Promise.withResolvers<Value>()

const discovering = (library: Promise<LibraryReading>, ask: WantSource['ask']) =>
  discover(
    {
      server: { readLibrary: () => library, readSessions: async () => [] },
      sources: [{ name: 'somebody', ask }],
      clock
    },
    signal
  )

describe('a discovery', () => {
  it('asks the sources while the library is still being read', async () => {
    const library = deferred<LibraryReading>()
    const found = discovering(library.promise, async (question) => {
      library.resolve(reading)
      expect(await question.library).toBe(reading.index)
      return nothing
    })
    expect((await found).library).toBe(reading.index)
  })

  it('stops what it asked, and waits until that has ended, when the library cannot be read', async () => {
    const failure = new Failure('plex.unreachable', { sentence: 'Plex is away.', retry: 'later' })
    let ended = false
    const found = discovering(Promise.reject(failure), async (question) => {
      const aborted = deferred<unknown>()
      question.signal.addEventListener('abort', () => aborted.resolve(question.signal.reason))
      expect(await aborted.promise).toBe(failure)
      ended = true
      return nothing
    })
    await expect(found).rejects.toBe(failure)
    expect(ended).toBe(true)
  })

  it('leaves no failure unheard when nobody asks for the library', async () => {
    const failure = new Failure('plex.unreachable', { sentence: 'Plex is away.', retry: 'later' })
    const found = discover(
      { server: { readLibrary: () => Promise.reject(failure), readSessions: async () => [] }, sources: [], clock },
      signal
    )
    await expect(found).rejects.toBe(failure)
  })
})
