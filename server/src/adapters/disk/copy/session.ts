/** The five acts of one copy, to be done in their order: here in this process, elsewhere by asking the one that copies. */
import type { Copied, CopyOrder } from '#ports/file-system.ts'

/** What is to be copied, as plain data: it may travel to another process. */
export type CopyPlan = Pick<CopyOrder, 'from' | 'expected' | 'to' | 'verification' | 'mayLink'>

/** Asked before each block. */
export interface Flow {
  /**
   * `done` bytes of this phase are through; waits until the `next` ones may follow. 0: nothing follows, and nothing is waited for. Throws when the
   * copy must stop.
   */
  advance(phase: 'copying' | 'verifying', done: number, next: number): Promise<void>
}

/** One copy. Whatever throws ends it; `close` follows in any case. */
export interface CopySession {
  /** The temporary name exists. */
  create(): Promise<void>
  /** All bytes are there, and they were the source's from beginning to end. */
  fill(flow: Flow): Promise<void>
  attributes(): Promise<void>
  sync(): Promise<void>
  /** Reads again and lets go of the files. */
  verify(flow: Flow): Promise<Copied>
  /** All five acts in one breath, where each of them has to be asked for across processes. */
  readonly whole?: (flow: Flow) => Promise<Copied>
  /** Lets go of the files, after what is still under way with them. May be called twice. */
  close(): Promise<void>
}
