/** What a line of the log is about, told from the event that it words. */
import type { LiveEvent, LogComponent } from '@pcu/contract'
import type { LogAbout } from '#ports/log.ts'

const components: Readonly<Record<string, LogComponent>> = {
  run: 'run',
  plan: 'run',
  move: 'move',
  session: 'playback',
  source: 'source',
  list: 'source',
  problem: 'problem',
  access: 'access'
}

const runOf = (event: LiveEvent): number | undefined => {
  if ('runId' in event) return event.runId
  return 'run' in event ? event.run.id : undefined
}

/** The first word of an event names its room. */
export const aboutEvent = (event: LiveEvent): LogAbout => {
  const component = components[event.type.split('.')[0] ?? ''] ?? 'program'
  const runId = runOf(event)
  return runId === undefined ? { component } : { component, runId }
}
