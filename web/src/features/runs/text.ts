/** Every word about runs. */
import { counted } from '../../ui/words/numbers.ts'

export const runsText = {
  title: 'Last runs',
  all: 'All runs',
  none: 'There was no run yet.',
  noneNext: '“Run now” starts one; “Preview” shows first what it would do.',
  outcome: {
    running: 'Running',
    done: 'Done',
    partial: 'Partly done',
    skipped: 'Skipped',
    failed: 'Failed',
    stopped: 'Stopped'
  },
  trigger: {
    start: 'At start',
    schedule: 'Schedule',
    plex: 'Plex',
    pool: 'The pool',
    trakt: 'A list at Trakt',
    button: 'This page',
    command: 'Command line'
  },
  preview: 'Preview',
  in: (units: number, size: string) => `${counted(units, 'title', 'titles')} in, ${size}`,
  out: (units: number, size: string) => `${counted(units, 'title', 'titles')} home, ${size}`,
  failed: (units: number) => `${units} failed`,
  stoodBack: (units: number) => `${units} stood back`,
  nothing: 'Nothing moved',
  took: (length: string) => `took ${length}`,
  requests: (requests: number) => `${counted(requests, 'question', 'questions')} to Plex`,
  runTitle: (id: number) => `Run ${id}`
}
