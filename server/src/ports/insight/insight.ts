/** What is kept of plays, of the pool and of disks for whoever asks later what the cache brought. */
import type { DiskState } from '@pcu/contract'
import type { PlayStart } from '#core/insight/start.ts'

/** The pool at one moment. Bytes. */
export interface CacheSample {
  /** Epoch milliseconds. */
  readonly at: number
  /** Of what we own there. */
  readonly bytes: number
  readonly units: number
  /** The most that we may own; undefined when there is no limit. */
  readonly limitBytes: number | undefined
  /** The pool's own free and whole size; undefined when it could not be measured. */
  readonly freeBytes: number | undefined
  readonly totalBytes: number | undefined
}

/** A disk that does something else than before. */
export interface DiskChange {
  /** The array root on it. */
  readonly path: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly state: DiskState
}

/** From when (epoch milliseconds), and how many points at most. */
export interface SampleWindow {
  readonly since: number
  readonly most: number
}

/** The record. */
export interface InsightStore {
  hasStart(play: number): Promise<boolean>
  /** Keeps the start of a play, unless it is kept already. */
  noteStart(start: PlayStart): Promise<void>
  /** Keeps one sample an hour: the newest. */
  noteSample(sample: CacheSample): Promise<void>
  noteDisks(changes: readonly DiskChange[]): Promise<void>
  /** Oldest first. */
  starts(since: number): Promise<readonly PlayStart[]>
  /** Oldest first; of a longer time fewer, evenly. */
  samples(window: SampleWindow): Promise<readonly CacheSample[]>
  /** What each disk did at `since`, as far as it is known, and every change afterwards, oldest first. */
  disks(since: number): Promise<readonly DiskChange[]>
  /** When the oldest start and the oldest sample were kept, epoch milliseconds; undefined: none. */
  beginnings(): Promise<{ readonly plays: number | undefined; readonly samples: number | undefined }>
  /** Drops what is older (epoch milliseconds): plays and samples, and what disks did. */
  forget(before: { readonly facts: number; readonly disks: number }): Promise<void>
}
