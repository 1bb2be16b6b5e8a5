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

/** Plays that are alike. */
export interface StartGroup extends Pick<PlayStart, 'tier' | 'miss'> {
  /** Whether their disk was known to be asleep. */
  readonly isAsleep: boolean
  readonly plays: number
  /** As far as Plex says how large they are. */
  readonly bytes: number
}

/** Plays of one day by where they came from. */
export interface DayCount {
  readonly pool: number
  readonly array: number
  readonly other: number
}

/** The record. */
export interface InsightStore {
  hasStart(play: number): Promise<boolean>
  /** Keeps the start of a play, unless it is kept already. */
  noteStart(start: PlayStart): Promise<void>
  /** Keeps one sample an hour: the newest. */
  noteSample(sample: CacheSample): Promise<void>
  noteDisks(changes: readonly DiskChange[]): Promise<void>
  /** Oldest first; everything that a later judgement may learn from. */
  starts(since: number): Promise<readonly PlayStart[]>
  /** Counts plays of `[from, until)`, epoch milliseconds. */
  groups(from: number, until: number): Promise<readonly StartGroup[]>
  /** Counts the plays of each day; a day ends where the next begins, the last one never. */
  days(beginnings: readonly number[]): Promise<readonly DayCount[]>
  /** The newest plays that did not come from the pool, newest first. */
  missed(since: number, most: number): Promise<readonly PlayStart[]>
  /** Oldest first; of a longer time fewer, evenly. */
  samples(window: SampleWindow): Promise<readonly CacheSample[]>
  /** What each disk did at `since`, as far as it is known, and every change afterwards, oldest first. */
  disks(since: number): Promise<readonly DiskChange[]>
  /** When the oldest start and the oldest sample were kept, epoch milliseconds; undefined: none. */
  beginnings(): Promise<{ readonly plays: number | undefined; readonly samples: number | undefined }>
  /** Drops what is older (epoch milliseconds): plays and samples, and what disks did. */
  forget(before: { readonly facts: number; readonly disks: number }): Promise<void>
}
