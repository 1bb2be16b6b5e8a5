/** Failures: what the world did to us, as coded errors with a sentence for people and whether trying again helps. The whole catalogue. */

/** Every failure code there is. */
export type FailureCode =
  | 'plex.not-set'
  | 'plex.bad-url'
  | 'plex.unreachable'
  | 'plex.tls'
  | 'plex.token-refused'
  | 'plex.person-refused'
  | 'plex.no-history'
  | 'plex.forbidden'
  | 'plex.not-found'
  | 'plex.bad-request'
  | 'plex.server-error'
  | 'plex.rate-limited'
  | 'plex.timeout'
  | 'plex.garbled'
  | 'plex.other-server'
  | 'cloud.unreachable'
  | 'cloud.token-refused'
  | 'cloud.pin-wanted'
  | 'cloud.resting'
  | 'cloud.garbled'
  | 'trakt.unreachable'
  | 'trakt.garbled'
  | 'trakt.key-refused'
  | 'trakt.token-refused'
  | 'trakt.no-list'
  | 'trakt.not-allowed'
  | 'trakt.resting'
  | 'sign-in.refused'
  | 'disk.full'
  | 'disk.read-only'
  | 'disk.io'
  | 'disk.gone'
  | 'disk.permission'
  | 'disk.missing'
  | 'disk.exists'
  | 'disk.other-file-system'
  | 'disk.name-too-long'
  | 'disk.not-supported'
  | 'disk.other'
  | 'disk.dry-run'
  | 'disk.escape'
  | 'move.stopped'
  | 'move.changed'
  | 'move.doubtful'
  | 'move.unverified'
  | 'move.broken-off'
  | 'server.declined'
  | 'store.busy'
  | 'store.broken'
  | 'store.damaged'
  | 'settings.wrong'

/** soon: another try may help now; later: wait for the next run; never: a person must change something. */
export type Retry = 'soon' | 'later' | 'never'

/** What was being done to a root: a read that fails says something about one place of a disk, a write that fails says something about all of it. */
export type DiskAct = 'read' | 'write'

/** What a failure carries beside its code. */
export interface FailureFacts {
  /** One sentence: what happened, naming the setting or path. Holds no secret. */
  readonly sentence: string
  /** What a person can do about it, when there is something. */
  readonly hint?: string
  readonly retry: Retry
  /** Which root it happened below, for failures of a disk. */
  readonly root?: string | undefined
  readonly act?: DiskAct | undefined
  readonly cause?: unknown
}

/** The world said no. Thrown at the walls, caught where an outcome is recorded. */
export class Failure extends Error {
  readonly code: FailureCode
  readonly hint: string | undefined
  readonly retry: Retry
  readonly root: string | undefined
  readonly act: DiskAct | undefined

  constructor(code: FailureCode, facts: FailureFacts) {
    super(facts.sentence, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.name = 'Failure'
    this.code = code
    this.hint = facts.hint
    this.retry = facts.retry
    this.root = facts.root
    this.act = facts.act
  }

  /** The sentence with its hint. */
  get told(): string {
    return this.hint === undefined ? this.message : `${this.message} ${this.hint}`
  }
}

/** The sentence of anything that was thrown; a bug is called what it is. */
export const sentenceOf = (thrown: unknown): string => {
  if (thrown instanceof Failure) return thrown.told
  return thrown instanceof Error ? `Unexpected error: ${thrown.message}` : 'Unexpected error.'
}

/** The same as a part of a sentence: without hint and full stop. */
export const detailOf = (thrown: unknown): string => {
  const sentence = thrown instanceof Error ? thrown.message : 'unexpected error'
  return sentence.replace(/[.]$/u, '')
}
