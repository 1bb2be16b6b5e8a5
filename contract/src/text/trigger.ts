/** Who asked for a run, as the end of "started 20:14 …". */
import type { Trigger } from '../run.ts'

const words = {
  start: 'at the start of the program',
  schedule: 'by the schedule',
  plex: 'on news from Plex',
  pool: 'because a copy on the pool changed',
  trakt: 'because a list at Trakt changed',
  button: 'by somebody on the page',
  command: 'on the command line'
} as const satisfies Record<Trigger, string>

/** "by the schedule", "on the command line". */
export const wordTrigger = (trigger: Trigger): string => words[trigger]
