/** Every word about plans and decisions. */
import { counted } from '../../ui/words/numbers.ts'

export const planText = {
  title: 'Last plan',
  nothingMoved: 'Nothing was moved; this is what would happen.',
  madeBy: {
    start: 'made at the start',
    schedule: 'made by the schedule',
    plex: 'made because of Plex',
    pool: 'made because something changed on the pool',
    trakt: 'made because a list at Trakt changed',
    button: 'asked for here',
    command: 'asked for on the command line'
  },
  none: 'No plan has been made yet.',
  noneNext: '“Preview” makes one and changes nothing.',
  empty: 'There was nothing to decide.',
  actions: {
    promote: 'Brought in',
    evict: 'Goes home',
    keep: 'Stays on the pool',
    leave: 'Left where it is'
  },
  would: {
    promote: 'Would be brought in',
    evict: 'Would go home',
    keep: 'Would stay on the pool',
    leave: 'Would be left where it is'
  },
  total: (units: number, size: string) => `${counted(units, 'title', 'titles')} · ${size}`,
  titles: (units: number) => counted(units, 'title', 'titles'),
  unknownSome: 'and some of unknown size',
  sizeUnknown: 'size unknown',
  files: (files: number) => counted(files, 'file', 'files'),
  showGroup: (name: string) => `Show: ${name}`,
  refusedBy: 'Refused by',
  score: 'Rank'
}
