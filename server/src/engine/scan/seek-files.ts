/**
 * Finds what is wanted in additional libraries of which nobody said what Plex calls them. Nothing is asked of a disk unless something wanted has no place and
 * no earlier answer says where it is; then its path's ends are looked for, and only what is left is worth a walk.
 */
import { additionalSourcesOf, type Problem, type Settings } from '@pcu/contract'
import type { LibraryIndex } from '#core/model/library.ts'
import { sharePath } from '#core/model/place.ts'
import type { Inspection, OwnedUnit, UnitId } from '#core/model/unit.ts'
import type { Want } from '#core/model/want.ts'
import { isBelow, type PathMap, under } from '#core/resolve/path-map.ts'
import { withFound } from '#core/scan/found-map.ts'
import { type Answer, answerOf, type Candidate, indexOf, type Sought, tailsOf, withoutShared } from '#core/scan/seek.ts'
import type { Places } from '#engine/places/places.ts'
import type { Problems } from '#engine/tell/problems.ts'
import type { FoundFiles, KeptAnswer, LibraryScanner, ScanMemory } from '#ports/scan/library-scan.ts'
import { ownCandidates, type Part, partsOf } from './parts.ts'
import { walkFor } from './walk-for.ts'

/** What is needed to look for files; kept together because only this room needs it. */
export interface ScanRoom {
  readonly scanner: LibraryScanner
  readonly found: FoundFiles
  readonly folders: Pick<ScanMemory, 'only'>
}

/** What looking needs beside the room. */
export interface SeekDeps {
  readonly settings: Settings
  readonly problems: Problems
  /** Absent: files of libraries without a path in Plex are not looked for. */
  readonly scan?: ScanRoom | undefined
}

interface Seeking extends SeekDeps {
  readonly scan: ScanRoom
}

/** What is sought, and where it may be. */
export interface SeekOrder {
  readonly places: Places
  readonly wants: readonly Want[]
  readonly library: LibraryIndex
  readonly owned: readonly OwnedUnit[]
  readonly inspections: ReadonlyMap<UnitId, Inspection>
  /** Epoch milliseconds. */
  readonly now: number
  readonly signal: AbortSignal
}

/** Gives back the translator that knows what was found. */
export type Seek = (order: SeekOrder) => Promise<PathMap>

/** So long a file that was in no library is not looked for again. */
const lookAgainMs = 24 * 3_600_000
/** An answer that nobody needed for so long is forgotten. */
const forgetMs = 30 * 24 * 3_600_000
/** Files looked for in one run; the others have their turn in the next ones. */
const perRun = 2000

interface Libraries {
  /** Of all libraries without a path in Plex. */
  readonly all: readonly string[]
  /** Those of them that are there. */
  readonly ready: readonly string[]
}

const librariesOf = (settings: Settings, { sources }: Places): Libraries => {
  const nameless = additionalSourcesOf(settings.paths).filter(({ plexPath }) => plexPath === undefined)
  const all = nameless.map(({ path }) => path)
  const there = sources.filter(({ promoteBlock }) => promoteBlock === undefined).map(({ layout }) => layout.shareRoot)
  return { all, ready: all.filter((path) => there.some((root) => root === path)) }
}

/** An earlier look at the file itself may have found that it is not there any more. */
const isMissing = (path: string, { inspections }: SeekOrder): boolean =>
  inspections.get(sharePath(path))?.refusal?.reason.code === 'file-missing'

const holds = (kept: KeptAnswer, libraries: Libraries, order: SeekOrder): boolean => {
  const age = order.now - kept.at
  if (kept.kind === 'found')
    return libraries.all.some((root) => isBelow(kept.path, root)) && !isMissing(kept.path, order)
  const { reason } = kept
  const asked = reason.code === 'in-no-library' ? reason.libraries : libraries.all
  return age >= 0 && age < lookAgainMs && libraries.all.every((root) => asked.includes(root))
}

const plainAnswer = (kept: KeptAnswer): Answer =>
  kept.kind === 'found' ? { kind: 'found', path: kept.path } : { kind: 'left', reason: kept.reason }

/** The ends of its path, asked for in every library that is there: one file of the right size is the one. */
const byPath = async (
  sought: Sought,
  ready: readonly string[],
  { scanner }: Pick<ScanRoom, 'scanner'>
): Promise<readonly Candidate[]> => {
  if (sought.sizeBytes === undefined) return []
  const found: Candidate[] = []
  for (const root of ready) {
    for (const tail of tailsOf(sought)) {
      const sizeBytes = await scanner.sizeOf(root, tail)
      if (sizeBytes === sought.sizeBytes) found.push({ path: under(root, tail), sizeBytes, how: 'path' })
    }
  }
  return found
}

interface Looked {
  readonly answers: ReadonlyMap<string, Answer>
  /** Whether every library was there and was looked through as far as it was needed. */
  readonly whole: boolean
  readonly troubles: readonly string[]
}

const look = async (open: readonly Sought[], libraries: Libraries, deps: Seeking & SeekOrder): Promise<Looked> => {
  const { scan, signal } = deps
  const candidates = new Map<string, Candidate[]>(open.map(({ plexPath }) => [plexPath, []]))
  const answering = await walkFor.each(libraries.ready, async (root) => {
    for (const sought of open) {
      signal.throwIfAborted()
      candidates.get(sought.plexPath)?.push(...(await byPath(sought, [root], scan)))
    }
  })
  const left = open.filter(({ plexPath }) => candidates.get(plexPath)?.length === 0)
  const walks = await walkFor.all({ roots: answering.done, left, index: indexOf(left), candidates, scan, signal })
  const troubles = [...answering.troubles, ...walks.troubles]
  const pairs = open.map((one): readonly [string, Answer] => [
    one.plexPath,
    answerOf(one, candidates.get(one.plexPath) ?? [], libraries.all)
  ])
  const whole = troubles.length === 0 && libraries.ready.length === libraries.all.length
  return { answers: new Map(pairs), whole, troubles }
}

/** What is not worth keeping: an answer "nowhere" while a library was away, and answers that nobody needed for long. */
const keep = async (
  { answers, whole }: Looked,
  kept: ReadonlyMap<string, KeptAnswer>,
  { scan, now, parts }: Seeking & SeekOrder & { readonly parts: readonly Part[] }
): Promise<void> => {
  const worth = [...answers].filter(([, answer]) => answer.kind === 'found' || whole)
  if (worth.length > 0) await scan.found.put(new Map(worth.map(([path, answer]) => [path, { ...answer, at: now }])))
  const needed = new Set(parts.map(({ plexPath }) => plexPath))
  const old = [...kept].filter(([path, { at }]) => !needed.has(path) && now - at > forgetMs)
  if (old.length > 0) await scan.found.forget(old.map(([path]) => path))
}

const tell = (problems: Problems, troubles: readonly string[]): void =>
  problems.report(
    'scan.',
    troubles.map(
      (sentence, n): Problem => ({ id: `scan.${n}`, severity: 'warning', sentence, setting: 'ADDITIONAL_SOURCES' })
    )
  )

/** What is known without asking anybody: an earlier answer that still holds, or what the ledger says. */
const knownAnswer = (
  part: Part,
  before: KeptAnswer | undefined,
  { libraries, order }: { readonly libraries: Libraries; readonly order: SeekOrder }
): Answer | undefined => {
  const kept = before !== undefined && holds(before, libraries, order) ? plainAnswer(before) : undefined
  if (kept?.kind === 'found') return kept
  const own = ownCandidates(part, order.owned, libraries.all)
  return own.length > 0 ? answerOf(part, own, libraries.all) : kept
}

/** The translator with what was found. Throws the signal's reason; a library that does not answer is named and left. */
export const seekFiles = async ({ scan, ...given }: SeekDeps, order: SeekOrder): Promise<PathMap> => {
  const { pathMap } = order.places
  if (scan === undefined) return pathMap
  const deps = { ...given, scan }
  const libraries = librariesOf(deps.settings, order.places)
  const parts = libraries.all.length === 0 ? [] : partsOf(order, pathMap)
  if (parts.length === 0) return pathMap
  const kept = await deps.scan.found.all()
  const answers = new Map<string, Answer>()
  for (const part of parts) {
    const answer = knownAnswer(part, kept.get(part.plexPath), { libraries, order })
    if (answer !== undefined) answers.set(part.plexPath, answer)
  }
  const open = parts.filter(({ isWanted, plexPath }) => isWanted && !answers.has(plexPath)).slice(0, perRun)
  if (open.length > 0) {
    await deps.scan.folders.only(libraries.all)
    const looked = await look(open, libraries, { ...deps, ...order })
    for (const [path, answer] of looked.answers) answers.set(path, answer)
    await keep(looked, kept, { ...deps, ...order, parts })
    tell(deps.problems, looked.troubles)
  }
  return withFound(pathMap, withoutShared(answers))
}
