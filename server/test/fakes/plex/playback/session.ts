/** What is playing on the server: the sessions and where each one is in its film. */
import type { FakeItem } from '#test/fakes/plex/library/model.ts'
import type { Person } from '#test/fakes/plex/world/people.ts'
import type { PlayerSpec, SessionState } from './playback.ts'

/** What a session shows: an item of the library, a clip before it, or a television channel. */
export type Subject =
  | { readonly kind: 'item'; readonly item: FakeItem; readonly media: number }
  | { readonly kind: 'preroll' }
  | { readonly kind: 'liveTv' }

export interface Session {
  readonly sessionKey: string
  readonly person: Person
  readonly player: Required<PlayerSpec>
  readonly subject: Subject
  readonly transcode: boolean
  readonly withoutSession: boolean
  readonly speed: number
  state: SessionState
  /** Offset at the moment `since`. */
  offsetMs: number
  /** Epoch ms of the clock. */
  since: number
  /** The player is gone, but the server does not know it yet. */
  ghost: boolean
  /** The item was counted as watched in this session. */
  counted: boolean
  cancelTimer: () => void
}

export interface Sessions {
  all(): readonly Session[]
  get(sessionKey: string): Session | undefined
  add(session: Omit<Session, 'sessionKey'>): Session
  remove(session: Session): void
  /** Forgets every session; keys start at 1 again. */
  restart(): void
}

export function durationOf(subject: Subject): number {
  if (subject.kind === 'item') return subject.item.durationMs ?? 0
  return subject.kind === 'preroll' ? 6000 : Number.POSITIVE_INFINITY
}

/** Where the session is now. */
export function offsetAt(session: Session, now: number): number {
  const moving = session.state === 'playing' && !session.ghost
  const offset = session.offsetMs + (moving ? (now - session.since) * session.speed : 0)
  return Math.floor(Math.min(offset, durationOf(session.subject)))
}

/** Lets the session go on from an offset. */
export function settle(session: Session, now: number, offsetMs: number): void {
  session.offsetMs = offsetMs
  session.since = now
}

export function ratingKeyOf(session: Session): string {
  if (session.subject.kind === 'item') return session.subject.item.ratingKey
  return session.subject.kind === 'preroll' ? '990001' : '990002'
}

export function createSessions(): Sessions {
  const sessions = new Map<string, Session>()
  let next = 1

  function add(session: Omit<Session, 'sessionKey'>): Session {
    const full = { ...session, sessionKey: String(next) }
    next += 1
    sessions.set(full.sessionKey, full)
    return full
  }

  function remove(session: Session): void {
    session.cancelTimer()
    if (sessions.get(session.sessionKey) === session) sessions.delete(session.sessionKey)
  }

  function restart(): void {
    for (const session of sessions.values()) session.cancelTimer()
    sessions.clear()
    next = 1
  }

  return { all: () => [...sessions.values()], get: (key) => sessions.get(key), add, remove, restart }
}
