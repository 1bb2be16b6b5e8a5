/** What this process and the one that copies say to each other. Both are made of the same files, so neither doubts the other's words. */
import type { CopyPlan } from '#adapters/disk/copy/session.ts'
import type { Copied, Expected, Spot, Use } from '#ports/file-system.ts'
import { type DiskAct, Failure, type FailureCode, type Retry } from '#src/failure.ts'

/** The five acts of a copy. `create` comes with the plan. */
export type ActName = 'create' | 'fill' | 'attributes' | 'sync' | 'verify'

/** A question, or an act of the copy of this number. */
export type Asked =
  | { readonly ask: 'create'; readonly plan: CopyPlan }
  /** All five, one after the other. */
  | { readonly ask: 'whole'; readonly plan: CopyPlan }
  | { readonly ask: Exclude<ActName, 'create'> }
  | { readonly ask: 'close' }
  | { readonly ask: 'use'; readonly spot: Spot; readonly expected: Expected }

/** To the one that copies. `id` numbers copies and questions. */
export type ToChild = { readonly id: number } & (
  | ({ readonly kind: 'asked' } & Asked)
  /** The next block may follow. */
  | { readonly kind: 'go' }
  /**
   * Let the copy be, in the middle of a block too. `unmake`: nobody waited for the temporary name, and whoever looked for it may have found
   * none yet; so it goes again, also when it was made before this was heard.
   */
  | { readonly kind: 'stop'; readonly unmake: boolean }
)

/** A Failure as plain data. */
export interface FailureNote {
  readonly code: FailureCode
  readonly sentence: string
  readonly hint: string | undefined
  readonly retry: Retry
  readonly root: string | undefined
  readonly act: DiskAct | undefined
}

/** Anything that was thrown, as plain data. */
export type ThrownNote =
  | { readonly kind: 'failure'; readonly failure: FailureNote }
  | { readonly kind: 'bug'; readonly text: string }

/** An answer's content. */
export type Answer = { readonly copied: Copied } | { readonly use: Use } | { readonly done: true }

/** From the one that copies. */
export type FromChild =
  /** It listens. `missing`: why it must do without native calls; undefined when it has them. */
  | { readonly kind: 'ready'; readonly missing?: string }
  | { readonly kind: 'done'; readonly id: number; readonly answer: Answer }
  | { readonly kind: 'thrown'; readonly id: number; readonly thrown: ThrownNote }
  /** So many bytes are through; asks to `go` on with the next ones. */
  | {
      readonly kind: 'at'
      readonly id: number
      readonly phase: 'copying' | 'verifying'
      readonly done: number
      readonly next: number
    }

/** What was thrown, ready to travel. */
export const noteOf = (thrown: unknown): ThrownNote => {
  if (thrown instanceof Failure) {
    const { code, message: sentence, hint, retry, root, act } = thrown
    return { kind: 'failure', failure: { code, sentence, hint, retry, root, act } }
  }
  return { kind: 'bug', text: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) }
}

/** What travelled, to be thrown again. */
export const thrownOf = (note: ThrownNote): Error => {
  if (note.kind === 'bug') return new Error(`the process that copies: ${note.text}`)
  const { code, hint, ...facts } = note.failure
  return new Failure(code, { ...facts, ...(hint === undefined ? {} : { hint }) })
}

const isMessage = (message: unknown): message is { readonly kind: unknown } =>
  typeof message === 'object' && message !== null && 'kind' in message

/** Whether something that arrived is a word of the other side. */
export const isToChild = (message: unknown): message is ToChild => isMessage(message)

/** Whether something that arrived is a word of the other side. */
export const isFromChild = (message: unknown): message is FromChild => isMessage(message)
