/** The demo's viewers: they watch a series episode by episode and a film now and then, reading the real files as Plex would. */
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
    return file === undefined ? [] : [{ ratingKey, title: label(item), file }]
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

/** What happened before the demo began: two episodes seen, a film begun. */
const rememberThePast = (plex: FakePlex, series: readonly Playable[], film: Playable | undefined): void => {
  const now = plex.clock.now()
  for (const episode of series.slice(0, 2)) plex.watched('owner', episode.ratingKey, now - 3 * day)
  if (film !== undefined) plex.leftAt('owner', film.ratingKey, { offsetMs: 40 * 60_000, at: now - day })
}

const forgetAll = (plex: FakePlex, all: readonly Playable[]): void => {
  for (const one of all) plex.unscrobble('owner', one.ratingKey)
}

/** Watches until the signal says stop. When everything was watched, they begin again. */
export const watchForEver = async (
  options: ViewersOptions,
  keys: { series: readonly string[]; films: readonly string[] }
): Promise<void> => {
  const { plex, signal, tell } = options
  const series = playables(plex, keys.series)
  const films = playables(plex, keys.films)
  const watch = createWatch(options)
  const inTurn = async (person: string, list: readonly Playable[], between: number): Promise<void> => {
    for (const one of list) {
      if (signal.aborted) return
      await watch(person, one)
      await pause(between, signal)
    }
  }
  rememberThePast(plex, series, films[0])
  await pause(13_000, signal)
  while (!signal.aborted) {
    await Promise.all([
      inTurn('owner', series.slice(2), 6000),
      pause(12_000, signal).then(() => inTurn('owner', films.slice(0, 2), 20_000))
    ])
    if (signal.aborted) return
    tell('Everything has been watched; the viewers begin again.')
    forgetAll(plex, [...series, ...films])
    rememberThePast(plex, series, films[0])
    await pause(13_000, signal)
  }
}
