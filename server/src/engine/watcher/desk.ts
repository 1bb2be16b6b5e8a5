/** Where people ask for the watcher and switch it. */
import type { PlayRecord, Removal, WatcherStatus } from '@pcu/contract'
import type { Watching } from '#engine/live/watching.ts'
import type { Acceptance } from '#engine/schedule.ts'
import { composeWatcher, listPlays, listRemovals, type TellDeps } from './tell.ts'

/** What people may ask of the watcher. Reads never act. */
export interface WatcherDesk {
  status(): Promise<WatcherStatus>
  /** Newest first. */
  history(limit: number): Promise<readonly PlayRecord[]>
  schedule(): Promise<readonly Removal[]>
  /** Begins or ends listening to Plex, now and after a restart. A refusal is an answer. */
  switchTo(on: boolean): Promise<Acceptance>
}

/** What the desk needs. */
export interface DeskDeps extends Omit<TellDeps, 'state'> {
  readonly watching: Pick<Watching, 'state' | 'switchTo'>
  /** Saves REAL_TIME_WATCH_ENABLED; gives back why not. */
  readonly saveWatcher: (enabled: boolean) => Promise<string | undefined>
}

const words = { on: 'The watcher is on', off: 'The watcher is off' } as const

const answerOf = (on: boolean, timers: number): string => {
  if (on) return `${words.on}, and will be after a restart.`
  const left = timers === 0 ? '' : ` Timers left: ${timers}; they still count at every run.`
  return `${words.off}, and will be after a restart.${left}`
}

/** Opens the desk. */
export const createWatcherDesk = ({ watching, saveWatcher, ...deps }: DeskDeps): WatcherDesk => {
  const tell: TellDeps = { ...deps, state: watching.state }
  /** A command without a server settles nothing before it asks. */
  const loaded =
    <Args extends readonly unknown[], Answer>(ask: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      await deps.watcher.load()
      return ask(...args)
    }
  return {
    status: loaded(() => composeWatcher(tell)),
    history: loaded((limit: number) => listPlays(tell, limit)),
    schedule: loaded(() => listRemovals(tell)),
    switchTo: async (on) => {
      const refusal = await saveWatcher(on)
      if (refusal !== undefined) return { accepted: false, sentence: refusal }
      await watching.switchTo(on)
      return { accepted: true, sentence: answerOf(on, deps.watcher.records.known().timers.size) }
    }
  }
}
