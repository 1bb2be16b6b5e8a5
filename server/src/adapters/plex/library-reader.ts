/** Keeps the library in memory: everything once, then only what changed, and never an empty shelf in place of a silent section. */

import { indexOf } from '#core/model/library-index.ts'
import { rowOn, type SeenItem, type Shelf, withSeen } from '#core/model/shelf.ts'
import type { LibraryReading } from '#ports/media-server.ts'
import { Failure } from '#src/failure.ts'
import { garbledList } from './failures.ts'
import type { PlexHttp } from './http.ts'
import { readSections, type SectionState } from './payloads.ts'
import { readSection, readSeen, type SectionAsk, type SectionReading } from './section-reading.ts'

/** Even an unchanged section is read in full this often: taking a viewing back leaves no other trace. */
const fullEveryMs = 24 * 60 * 60 * 1000

/** What is known of a section. */
interface Holding {
  readonly shelf: Shelf
  readonly fingerprint: string | undefined
  /** When it was last read in full. */
  readonly fullAt: number
  /** Viewed items that even a full reading does not hold; they are no reason for another one. */
  readonly strangers: ReadonlySet<string>
}

export interface LibraryReaderDeps {
  readonly http: PlexHttp
  readonly now: () => number
  /** Takes whole sentences. */
  readonly log: (sentence: string) => void
}

interface SectionVisit extends SectionAsk {
  readonly state: SectionState
  readonly before: Holding | undefined
}

/** A section that spoke, but not to be believed. */
interface Silence {
  readonly silence: string
}

/** Why a reading is not to be believed, if it is not. */
const doubtOf = (reading: SectionReading, before: Holding | undefined): string | undefined => {
  const count = reading.shelf.rows.length
  const had = before?.shelf.rows.length ?? 0
  if (!reading.complete) return `it gave ${count} of ${reading.announced} items`
  return count === 0 && had > 0 ? `it answered with an empty list where ${had} items were` : undefined
}

const isUnknown = (ratingKey: string, holding: Holding): boolean =>
  rowOn(holding.shelf, ratingKey) === undefined && !holding.strangers.has(ratingKey)

/** Reads the library; the returned function is `MediaServer.readLibrary`. */
export const createLibraryReader = ({
  http,
  now,
  log
}: LibraryReaderDeps): ((signal: AbortSignal) => Promise<LibraryReading>) => {
  const holdings = new Map<string, Holding>()

  const readFully = async (visit: SectionVisit, viewed: readonly SeenItem[]): Promise<Holding | Silence> => {
    const fullAt = now()
    const reading = await readSection(visit)
    const silence = doubtOf(reading, visit.before)
    if (silence !== undefined) return { silence }
    const { shelf, skipped } = reading
    if (skipped > 0) log(`${skipped} entries of ${visit.section.title} on Plex could not be read and are left out.`)
    const strangers = new Set(viewed.map((item) => item.ratingKey).filter((key) => rowOn(shelf, key) === undefined))
    return { shelf, fingerprint: visit.state.fingerprint, fullAt, strangers }
  }

  /** Only the viewings; everything when one of them is of an item that is not known here. */
  const readViewings = async (visit: SectionVisit, before: Holding): Promise<Holding | Silence> => {
    const viewed = await readSeen(visit, before.shelf.newestView)
    if (viewed.some(({ ratingKey }) => isUnknown(ratingKey, before))) return readFully(visit, viewed)
    const shelf = withSeen({ ...before.shelf, section: visit.section }, viewed)
    return { ...before, shelf }
  }

  const isCurrent = ({ state, before }: SectionVisit): boolean =>
    state.fingerprint !== undefined && state.fingerprint === before?.fingerprint && now() - before.fullAt < fullEveryMs

  const reading = (visit: SectionVisit): Promise<Holding | Silence> =>
    visit.before !== undefined && isCurrent(visit) ? readViewings(visit, visit.before) : readFully(visit, [])

  /** Brings one section up to date. Returns why it was silent, if it was; then it stays as it was. */
  const refresh = async (state: SectionState, signal: AbortSignal): Promise<string | undefined> => {
    const { section } = state
    const before = holdings.get(section.sectionId)
    try {
      const known = await reading({ http, section, signal, previous: before?.shelf, state, before })
      if ('silence' in known) return known.silence
      holdings.set(section.sectionId, known)
      return undefined
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown
      return thrown.message.replace(/\.$/, '')
    }
  }

  return async (signal) => {
    const states = readSections(await http.get({ path: '/library/sections', signal }))
    if (states.length === 0 && holdings.size > 0) throw garbledList(holdings.size)
    const details = await Promise.all(states.map((state) => refresh(state, signal)))
    const listed = states.map(({ section }, n) => ({ ...section, detail: details[n] }))
    const named = new Set(listed.map(({ sectionId }) => sectionId))
    for (const sectionId of holdings.keys()) if (!named.has(sectionId)) holdings.delete(sectionId)
    const shelves = listed.map(({ sectionId }) => holdings.get(sectionId)?.shelf)
    return {
      index: indexOf(shelves.filter((shelf) => shelf !== undefined)),
      silent: listed.flatMap(({ sectionId, title, detail }) =>
        detail === undefined ? [] : [{ sectionId, title, detail }]
      )
    }
  }
}
