/** Somebody who is in, and what they may do. */
import type { Scope } from '@pcu/contract'

/** Whoever asks. A session is that of a browser; command: the command line on this machine. */
export interface Principal {
  readonly by: 'session' | 'key' | 'command' | 'proxy' | 'nothing'
  readonly scope: Scope
  /** For people: the administrator's name, or that of the key. */
  readonly name: string
  /** Of a session or a key. */
  readonly id: number | undefined
}
