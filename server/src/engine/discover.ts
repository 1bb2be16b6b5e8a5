/** Asks everybody at once: the library, the sessions, every source of wants. A silent source is a fact, never an empty list. */
import type { LibraryIndex } from '#core/model/library.ts'
import { librarySource, type Sessions, type SourceReport, type Want } from '#core/model/want.ts'
import type { Clock } from '#ports/clock.ts'
import type { MediaServer } from '#ports/media-server.ts'
import type { WantSource } from '#ports/want-source.ts'
import { detailOf } from '#src/failure.ts'
import { unreadOf } from './library/known.ts'

/** What was learned. */
export interface Discovery {
  readonly library: LibraryIndex
  readonly wants: readonly Want[]
  readonly reports: readonly SourceReport[]
  readonly sessions: Sessions
}

/** Whom to ask. */
export interface DiscoverDeps {
  readonly server: Pick<MediaServer, 'readLibrary' | 'readSessions'>
  readonly sources: readonly WantSource[]
  readonly clock: Clock
}

/** Reads the sessions; an outage is said, not hidden. */
export const readSessions = async (
  server: Pick<MediaServer, 'readSessions'>,
  signal: AbortSignal
): Promise<Sessions> => {
  try {
    return { known: true, sessions: await server.readSessions(signal) }
  } catch (thrown) {
    return { known: false, detail: detailOf(thrown) }
  }
}

const unheard = (silent: { sectionId: string; title: string; detail: string }): SourceReport => ({
  source: librarySource(silent.title),
  from: 'server',
  sectionId: silent.sectionId,
  state: 'silent',
  detail: silent.detail
})

/**
 * Asks: the sources while the library is still being read, because most of what they ask does not need it. Throws a Failure when the library cannot be
 * read at all; then nothing that was asked beside it goes on.
 */
export const discover = async (deps: DiscoverDeps, signal: AbortSignal): Promise<Discovery> => {
  const stop = new AbortController()
  const asking = AbortSignal.any([signal, stop.signal])
  const reading = deps.server.readLibrary(asking)
  const library = reading.then(({ index }) => index)
  const unread = reading.then(unreadOf)
  const question = { library, unread, now: deps.clock.now(), signal: asking }
  const asks = deps.sources.map((source) => source.ask(question))
  const listening = readSessions(deps.server, asking)
  const everything = Promise.all([library, reading, Promise.all(asks), listening, unread])
  const [index, { silent }, answers, sessions] = await everything.catch(async (thrown: unknown) => {
    stop.abort(thrown)
    await Promise.allSettled([...asks, listening])
    throw thrown
  })
  return {
    library: index,
    wants: answers.flatMap((answer) => answer.wants),
    reports: [...answers.flatMap((answer) => answer.reports), ...silent.map(unheard)],
    sessions
  }
}
