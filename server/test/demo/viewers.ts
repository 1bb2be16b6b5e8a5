/** The demo's viewers: each watches a series episode by episode or a film now and then, reading the real files as Plex would. */
import { createReadStream, realpathSync } from 'node:fs'
import type { FakePlex } from '#test/fakes/plex/index.ts'
import { plexRoot } from './library.ts'

const day = 86_400_000
/** An episode of 45 minutes takes about 18 seconds. */
const speed = 150

/** What the viewers need. */
export interface ViewersOptions {
  readonly plex: FakePlex
  /** The library's root on this machine. */
  readonly shareRoot: string
  readonly poolRoot: string
  readonly tell: (sentence: string) => void
  readonly signal: AbortSignal
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve()
      return
    }
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

/** Reads the whole file, as a player would; a missing byte is an error. */
const readAll = async (path: string): Promise<number> => {
  let bytes = 0
  for await (const chunk of createReadStream(path)) bytes += chunk.length
  return bytes
}

interface Playable {
  readonly ratingKey: string
  readonly title: string
  /** Of an episode. */
  readonly show: string | undefined
  readonly file: string
}

const label = (item: ReturnType<FakePlex['library']['lookup']>): string => {
  if (item === undefined) return '?'
  return item.type === 'episode' ? `${item.grandparentTitle} S0${item.parentIndex}E0${item.index}` : item.title
}

const playables = (plex: FakePlex, keys: readonly string[]): readonly Playable[] =>
  keys.flatMap((ratingKey) => {
    const item = plex.library.lookup(ratingKey)
    const file = item?.media[0]?.parts[0]?.file
    return file === undefined ? [] : [{ ratingKey, title: label(item), show: item?.grandparentTitle, file }]
  })

const createWatch =
  ({ plex, shareRoot, poolRoot, tell, signal }: ViewersOptions) =>
  async (person: string, what: Playable): Promise<void> => {
    const path = what.file.replace(plexRoot, shareRoot)
    const from = realpathSync(path).startsWith(`${poolRoot}/`) ? 'the pool' : 'the array'
    const key = plex.play(person, what.ratingKey, { speed })
    tell(`${person} presses play on ${what.title}: served from ${from}.`)
    await readAll(path)
    while (!signal.aborted && plex.sessions().some((session) => session.sessionKey === key)) await pause(250, signal)
    if (!signal.aborted) tell(`${person} has finished ${what.title}.`)
  }

/** Whoever watches, and what: two episodes of a series are seen already, of a film the first part. */
interface Evening {
  readonly person: string
  readonly seen: readonly Playable[]
  readonly begun: readonly Playable[]
  /** One after the other, with a pause between them. */
  readonly ahead: readonly Playable[]
  readonly startsAfterMs: number
  readonly betweenMs: number
}

const rememberThePast = (plex: FakePlex, { person, seen, begun }: Evening): void => {
  const now = plex.clock.now()
  for (const episode of seen) plex.watched(person, episode.ratingKey, now - 3 * day)
  for (const film of begun) plex.leftAt(person, film.ratingKey, { offsetMs: 40 * 60_000, at: now - day })
}

const forgetAll = (plex: FakePlex, { person, seen, begun, ahead }: Evening): void => {
  for (const one of [...seen, ...begun, ...ahead]) plex.unscrobble(person, one.ratingKey)
}

const aSeries = (person: string, episodes: readonly Playable[], startsAfterMs: number): Evening => ({
  person,
  seen: episodes.slice(0, 2),
  begun: [],
  ahead: episodes.slice(2),
  startsAfterMs,
  betweenMs: 6000
})

/** The owner and the friend follow a series each, Mia sees films; the child watches nothing while we look. */
const eveningsOf = (episodes: readonly Playable[], films: readonly Playable[]): readonly Evening[] => {
  const [first] = episodes
  const ofFirst = episodes.filter(({ show }) => show === first?.show)
  const others = episodes.filter(({ show }) => show !== first?.show)
  const filmsOfMia = { person: 'mia', seen: [], begun: films.slice(0, 1), ahead: films.slice(0, 2) }
  return [
    aSeries('owner', ofFirst, 0),
    aSeries('ines', others, 20_000),
    { ...filmsOfMia, startsAfterMs: 12_000, betweenMs: 20_000 },
    { ...aSeries('theo', ofFirst, 0), ahead: [] }
  ]
}

/** Watches until the signal says stop. When everything was watched, they begin again. */
export const watchForEver = async (
  options: ViewersOptions,
  keys: { episodes: readonly string[]; films: readonly string[] }
): Promise<void> => {
  const { plex, signal, tell } = options
  const evenings = eveningsOf(playables(plex, keys.episodes), playables(plex, keys.films))
  const watch = createWatch(options)
  const spend = async ({ person, ahead, startsAfterMs, betweenMs }: Evening): Promise<void> => {
    await pause(startsAfterMs, signal)
    for (const one of ahead) {
      if (signal.aborted) return
      await watch(person, one)
      await pause(betweenMs, signal)
    }
  }
  while (!signal.aborted) {
    for (const evening of evenings) rememberThePast(plex, evening)
    await pause(13_000, signal)
    await Promise.all(evenings.map(spend))
    if (signal.aborted) return
    tell('Everything has been watched; the viewers begin again.')
    for (const evening of evenings) forgetAll(plex, evening)
  }
}
