/** Which orders are possible at a moment, for whoever offers them by name. */
import type { Policy, Status } from '@pcu/contract'
import { statusText } from './text.ts'

/** Everything that can be ordered from this page. */
export type Order = 'run' | 'preview' | 'pause' | 'resume' | 'stop' | 'finish' | 'restore' | 'restore-preview'

/** What each is called. */
export const orderNames: Readonly<Record<Order, string>> = {
  run: statusText.actions.run,
  preview: statusText.actions.preview,
  pause: statusText.actions.pause,
  resume: statusText.actions.resume,
  stop: statusText.actions.stop,
  finish: statusText.actions.finish,
  restore: statusText.actions.restore,
  'restore-preview': statusText.actions.restorePreview
}

/** Whether an order is for the administrator alone, or for whoever may operate. */
export const policyOf = (order: Order): Policy =>
  order === 'restore' || order === 'restore-preview' ? 'admin' : 'operate'

/** Bringing everything home is not among them: it is asked about where its consequences are told. */
export function ordersNow({ currentRun, pausedSince, plex, cached }: Status): readonly Order[] {
  if (currentRun !== null) return [pausedSince === null ? 'pause' : 'resume', 'finish', 'stop']
  if (plex.state === 'not-set') return []
  return cached.units === 0 ? ['run', 'preview'] : ['run', 'preview', 'restore-preview']
}
