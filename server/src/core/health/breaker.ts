/** The circuit breaker of one root: what errors make of it, what a success makes good again, and when it may be tried. Pure. */

/** What happened to a root, as far as it says something about the root and not about one file. */
export type IncidentKind =
  /** No room was left, or a quota was used up. */
  | 'full'
  /** A read failed: one bad place, or the whole disk. */
  | 'read-failed'
  /** A write or making it durable failed. */
  | 'write-failed'
  /** A copy read differently from what was written. */
  | 'unverified'
  /** It does not answer, or something else lies at its path. */
  | 'gone'
  | 'read-only'

/** One error with what is needed to judge it. */
export interface Incident {
  readonly kind: IncidentKind
  /** The unit that was being moved. */
  readonly file: string
  /** What happened, one sentence for people. */
  readonly sentence: string
  /** Bytes that were to be written; what must be free before the next try. */
  readonly needBytes: number
}

/** A root that is not used, or less than usual. */
export interface Trouble {
  readonly state: 'full' | 'broken' | 'offline' | 'read-only'
  /** Epoch milliseconds of the first error. */
  readonly since: number
  /** The newest error's sentence. */
  readonly sentence: string
  /** Errors in a row; decides how long to wait. */
  readonly tries: number
  /** From then on one unit may try it (epoch milliseconds). */
  readonly retryAt: number
  /** It is usable again once more than this is free; for full alone. */
  readonly untilFreeBytes?: number
}

/** What is known against a root. */
export interface Breaker {
  readonly trouble?: Trouble
  /** Units of which a part could not be read, oldest first. */
  readonly badFiles: readonly string[]
}

/** Nothing is known against it. */
export const closedBreaker: Breaker = { badFiles: [] }

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** A disk may have one bad place; two files that cannot be read are a disk that is dying. */
const badFilesOfABrokenDisk = 2

/** 1, 2, 4 … 60 minutes: a share that comes back is noticed soon, one that stays away costs little. */
const backoffMs = (tries: number): number => Math.min(60, 2 ** (tries - 1)) * minuteMs

const stateAfter = (kind: IncidentKind, badFiles: readonly string[]): Trouble['state'] | undefined => {
  switch (kind) {
    case 'full':
      return 'full'
    case 'gone':
      return 'offline'
    case 'read-only':
      return 'read-only'
    case 'write-failed':
      return 'broken'
    default:
      return badFiles.length >= badFilesOfABrokenDisk ? 'broken' : undefined
  }
}

const counted = ({ badFiles }: Breaker, { kind, file }: Incident): readonly string[] => {
  if (kind !== 'read-failed' && kind !== 'unverified') return badFiles
  return badFiles.includes(file) ? badFiles : [...badFiles, file]
}

const waitMs = (state: Trouble['state'], tries: number): number =>
  state === 'broken' || state === 'full' ? dayMs : backoffMs(tries)

const worse: Readonly<Record<Trouble['state'], number>> = { full: 0, 'read-only': 1, offline: 2, broken: 3 }

/** A broken disk that also says that it is gone stays broken: the lighter trouble would let it in again sooner. */
const heavier = (state: Trouble['state'], before: Trouble | undefined): Trouble['state'] =>
  before !== undefined && worse[before.state] > worse[state] ? before.state : state

/** The room that it takes: more than what failed, and more than there was when it failed (a quota shows in no figure). */
const roomWanted = (incident: Incident, freeBytes: number | undefined): number =>
  Math.max(incident.needBytes, freeBytes ?? 0)

/**
 * The breaker after an error.
 *
 * @param facts.now epoch milliseconds
 * @param facts.freeBytes what was free when it was last measured, where that is known
 */
export const trip = (
  breaker: Breaker,
  incident: Incident,
  { now, freeBytes }: { readonly now: number; readonly freeBytes: number | undefined }
): Breaker => {
  const badFiles = counted(breaker, incident)
  const found = stateAfter(incident.kind, badFiles)
  if (found === undefined) return { ...breaker, badFiles }
  const before = breaker.trouble
  const state = heavier(found, before)
  const again = before?.state === state
  const tries = again ? before.tries + 1 : 1
  const trouble = {
    state,
    since: again ? before.since : now,
    sentence: incident.sentence,
    tries,
    retryAt: now + waitMs(state, tries)
  }
  if (state !== 'full') return { badFiles, trouble }
  return { badFiles, trouble: { ...trouble, untilFreeBytes: roomWanted(incident, freeBytes) } }
}

/** What a unit that moved well did with a root. */
export interface Success {
  readonly file: string
  /** What became of its bytes there: read to the end, or written and verified. */
  readonly bytes: 'read' | 'written' | undefined
  /** Names or bytes were changed there. */
  readonly changed: boolean
}

const healed = (state: Trouble['state'], { bytes, changed }: Success): boolean => {
  switch (state) {
    case 'offline':
      return true
    case 'read-only':
      return changed
    case 'full':
      return bytes === 'written'
    case 'broken':
      return bytes !== undefined
  }
}

/** The breaker after a unit moved well. */
export const mend = (breaker: Breaker, success: Success): Breaker => {
  const badFiles =
    success.bytes === 'read' ? breaker.badFiles.filter((file) => file !== success.file) : breaker.badFiles
  const { trouble } = breaker
  if (trouble === undefined) return badFiles.length === breaker.badFiles.length ? breaker : { badFiles }
  if (!healed(trouble.state, success)) return { ...breaker, badFiles }
  // A disk that was broken and carries a file again starts afresh.
  return trouble.state === 'broken' ? closedBreaker : { badFiles }
}

/** A full root is usable again as soon as its room has grown. */
export const withRoom = (breaker: Breaker, freeBytes: number | undefined): Breaker => {
  const until = breaker.trouble?.untilFreeBytes
  if (until === undefined || freeBytes === undefined || freeBytes <= until) return breaker
  return { badFiles: breaker.badFiles }
}

/** Looking at the root itself shows that it is away or read-only: that is what counts from now on, and once it looks well again it is. */
export const seenUnwell = (breaker: Breaker): Breaker =>
  breaker.trouble?.state === 'offline' || breaker.trouble?.state === 'read-only'
    ? { badFiles: breaker.badFiles }
    : breaker

/** open: not used; trial: one unit may try it; closed: nothing stands against it. A clock that was set back opens nothing early and holds nothing for long. */
export const positionOf = ({ trouble }: Breaker, now: number): 'closed' | 'open' | 'trial' => {
  if (trouble === undefined) return 'closed'
  return now >= trouble.retryAt || trouble.retryAt - now > dayMs ? 'trial' : 'open'
}
