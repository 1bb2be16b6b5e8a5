/** The face of a running simulated Plex Media Server: what a test may see and do in-process. */
import type { VirtualClock } from '#test/fakes/kit/clock.ts'
import type { FaultInjector } from '#test/fakes/kit/faults/rule.ts'
import type { RequestLog } from '#test/fakes/kit/request-log.ts'
import type { Accounts } from '#test/fakes/people/accounts.ts'
import type { MutableLibrary } from './library/model.ts'
import type { Playback } from './playback/playback.ts'
import type { PushFaults } from './push/hub.ts'
import type { ViewState } from './world/people.ts'

export interface FakePlex extends Playback {
  /** `http://127.0.0.1:port`, no slash at the end. */
  readonly url: string
  readonly port: number
  readonly machineIdentifier: string
  readonly friendlyName: string
  readonly version: string
  /** The seed of every chance, to print when a test fails. */
  readonly seed: number
  readonly clock: VirtualClock
  readonly library: MutableLibrary
  readonly faults: FaultInjector
  readonly push: PushFaults
  readonly requests: RequestLog
  readonly people: readonly { readonly name: string; readonly kind: string; readonly accountId: number }[]
  /** The people and tokens, to share with other simulated services. */
  readonly accounts: Accounts
  /** The server token of a person; a name nobody has is a bug. */
  token(person: string): string
  /** Makes every token of a person worthless, here and at plex.tv, or only those of one side. */
  revoke(person: string, which?: 'all' | 'account' | 'server'): void
  viewState(person: string, ratingKey: string): ViewState
  /** The ratingKeys on deck for a person, of one section or of all sections that Home shows. */
  onDeck(person: string, sectionKey?: string): readonly string[]
  /** Announces a scan of a section: activity started, progress, ended, then `LIBRARY_UPDATE`. */
  scan(sectionKey: string): void
  /** Closes the listener and every connection, as a server that is down; `accept` opens the same port again. */
  refuse(): Promise<void>
  accept(): Promise<void>
  /** Ends every connection, timer and socket. */
  close(): Promise<void>
}
