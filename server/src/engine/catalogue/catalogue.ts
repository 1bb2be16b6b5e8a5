/** The catalogue: every title of the library as rows that can be searched, narrowed, ordered and read in windows. Asks Plex only before the library was ever read. */
import type { LibraryPage, LibraryQuery } from '@pcu/contract'
import { windowOf } from '#core/catalogue/order.ts'
import { tellRow } from '#core/catalogue/row.ts'
import { type Sieve, type Sifted, sift } from '#core/catalogue/sift.ts'
import type { Known, KnownLibrary } from '#engine/library/known.ts'
import type { LiveState } from '#engine/tell/live-state.ts'
import type { Clock } from '#ports/clock.ts'
import { Failure } from '#src/failure.ts'
import { createRows, type RowDeps, type Rows } from './rows.ts'

/** What it needs. */
export interface CatalogueDeps extends Omit<RowDeps, 'known' | 'live' | 'startAt'> {
  readonly library: KnownLibrary
  readonly live: Pick<LiveState, 'moves' | 'plex' | 'currentRun'>
  readonly clock: Pick<Clock, 'now'>
  readonly timeZone: string
}

/** The catalogue. */
export interface Catalogue {
  page(query: LibraryQuery): Promise<LibraryPage>
  /** Whether something has this key, as a title or as a show. Asks nobody. */
  has(ratingKey: string): boolean
  /** Pins or files were changed by a person. */
  changed(): void
}

/** The same question with other windows, a few key strokes back. */
const mostSifted = 12
/** A Plex that did not answer is left alone so long before it is asked for the library again. */
const restMs = 15_000

const siftedIn = ({ columns, marks, sifted }: Rows, sieve: Sieve): Sifted => {
  const name = JSON.stringify(sieve)
  const found = sifted.get(name) ?? sift(columns, marks, sieve)
  sifted.delete(name)
  sifted.set(name, found)
  for (const oldest of sifted.keys()) if (sifted.size > mostSifted) sifted.delete(oldest)
  return found
}

/** The library as last read, or why it is not known. */
const createReading = ({ library, live, clock }: CatalogueDeps) => {
  let failed: { readonly at: number; readonly sentence: string } | undefined
  const rests = (): boolean => failed !== undefined && Math.abs(clock.now() - failed.at) < restMs
  return {
    read: async (): Promise<Known | undefined> => {
      const last = library.last()
      // A run under way reads it anyway.
      if (last !== undefined || rests() || live.currentRun() !== undefined) return last
      try {
        const read = await library.read(new AbortController().signal)
        return library.last() ?? read
      } catch (thrown) {
        if (!(thrown instanceof Failure)) throw thrown
        failed = { at: clock.now(), sentence: thrown.told }
        return undefined
      }
    },
    trouble: (known: Known | undefined): string | null => {
      const plex = live.plex()
      if (plex.state === 'silent' || plex.state === 'not-set') return plex.sentence
      return known === undefined ? (failed?.sentence ?? 'Plex is being asked for the library.') : null
    }
  }
}

const whatIsRead = (known: Known | undefined): Pick<LibraryPage, 'sections' | 'readAt' | 'unread'> => {
  const sections = known?.index.sections ?? []
  const nameOf = (id: string): string => sections.find(({ sectionId }) => sectionId === id)?.title ?? id
  return {
    sections: sections.map(({ sectionId, title }) => ({ sectionId, title })),
    readAt: known?.at ?? null,
    unread: known?.unread.map(nameOf) ?? []
  }
}

/** Opens it; nothing is asked before somebody wants to see it. */
export const openCatalogue = (deps: CatalogueDeps): Catalogue => {
  const { library, clock, timeZone } = deps
  const reading = createReading(deps)
  const { current, changed } = createRows({ ...deps, known: reading.read, startAt: clock.now() })
  return {
    page: async ({ offset, limit, order, reversed, ...sieve }) => {
      const shown = await current()
      const { passes, total, bytes, facets } = siftedIn(shown, sieve)
      const telling = { ...shown, library: shown.known?.index, timeZone }
      return {
        rows: windowOf(shown.orders(order), passes, { offset, limit, reversed }).map((row) => tellRow(row, telling)),
        ...{ total, bytes, facets, of: shown.of },
        ...whatIsRead(shown.known),
        trouble: reading.trouble(shown.known)
      }
    },
    has: (ratingKey) => {
      const index = library.last()?.index
      return index?.item(ratingKey) !== undefined || (index?.episodesOf(ratingKey).length ?? 0) > 0
    },
    changed
  }
}
