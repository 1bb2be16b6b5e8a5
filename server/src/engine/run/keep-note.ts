/** Keeps the note that tells others who has the data folder and which run is under way. */
import type { LiveEvent } from '@pcu/contract'
import type { Bus } from '#engine/bus.ts'
import type { LiveState } from '#engine/tell/live-state.ts'
import type { Clock } from '#ports/clock.ts'
import type { HolderNote, Holding } from '#ports/store.ts'
import { runUnderWay } from './under-way.ts'

/** What keeping it needs. */
export interface KeepNoteDeps {
  readonly bus: Bus
  readonly live: LiveState
  readonly clock: Pick<Clock, 'now'>
  /** What others are told this is, and where they read it; absent: nobody else can ask. */
  readonly holder?: { readonly program: Holding['program']; readonly note: HolderNote } | undefined
}

/** Thousands of small files must not mean thousands of notes. */
const restMs = 5000

const turns: ReadonlySet<LiveEvent['type']> = new Set([
  'run.started',
  'plan.made',
  'run.paused',
  'run.resumed',
  'run.finished'
])
const steps: ReadonlySet<LiveEvent['type']> = new Set([
  'move.started',
  'move.finished',
  'move.failed',
  'move.stood-back'
])

/** Writes at once and from then on. To be called after the live state follows the bus, so that it tells what is. */
export const keepNote = ({ bus, live, clock, holder }: KeepNoteDeps): void => {
  if (holder === undefined) return
  const { program, note } = holder
  const since = clock.now()
  let writtenAt = since
  const write = (): void => {
    writtenAt = clock.now()
    note.write({ program, since, run: runUnderWay(live) })
  }
  write()
  bus.subscribe(({ type }) => {
    const due = Math.abs(clock.now() - writtenAt) >= restMs
    if (turns.has(type) || (steps.has(type) && due)) write()
  })
}
