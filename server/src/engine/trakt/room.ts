/** What the room of Trakt offers and needs, as types. */
import type { Settings, TraktSignIn, TraktStatus } from '@pcu/contract'
import type { Bus } from '#engine/bus.ts'
import type { People } from '#engine/people/people.ts'
import type { Acceptance } from '#engine/schedule.ts'
import type { Problems } from '#engine/tell/problems.ts'
import type { Clock } from '#ports/clock.ts'
import type { Memory } from '#ports/store.ts'
import type { Trakt } from '#ports/trakt/trakt.ts'
import type { Vault } from '#ports/vault.ts'
import type { WantSource } from '#ports/want-source.ts'

/** What people may ask of Trakt. */
export interface TraktFace {
  /** Asks nobody. */
  tell(): Promise<TraktStatus>
  /** Reads every list now. A refusal is an answer. */
  refresh(): Promise<Acceptance>
  /** Throws the failures of Trakt, or `sign-in.refused`. */
  beginSignIn(personId: string): Promise<TraktSignIn>
  askSignIn(id: string): Promise<TraktSignIn | undefined>
  cancelSignIn(id: string): void
  signOut(personId: string): Promise<Acceptance>
}

/** The room. */
export interface TraktRoom {
  readonly sources: readonly WantSource[]
  readonly face: TraktFace
  /** Reads lists by itself from now on. */
  start(): void
  close(): Promise<void>
}

/** What the room needs. */
export interface TraktRoomDeps {
  /** Undefined: Trakt is off, or its client id is missing. */
  readonly trakt: Trakt | undefined
  readonly people: People
  readonly vault: Vault
  readonly memory: Memory
  readonly clock: Clock
  readonly bus: Bus
  readonly problems: Problems
  readonly settings: Settings
  readonly bug: (thrown: unknown) => void
  /** Something came to a list or left it, or somebody signed in: a run should look. */
  readonly news: () => void
}
