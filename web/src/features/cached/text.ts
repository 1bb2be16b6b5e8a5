/** Every word about what lies on the pool because of us. */
import { counted } from '../../ui/words/numbers.ts'

export const cachedText = {
  title: 'On the pool',
  newest: 'Newest on the pool',
  all: 'All titles',
  count: (units: number, size: string) => `${counted(units, 'title', 'titles')} · ${size}`,
  filter: 'Filter by title, reason or path',
  sort: 'Order',
  orders: { newest: 'Newest first', largest: 'Largest first', title: 'By title' },
  files: (files: number) => counted(files, 'file', 'files'),
  showFiles: (title: string) => `Files of ${title.slice(0, 120)}`,
  on: 'On the pool since',
  played: 'Played at',
  stored: 'Stored at',
  original: 'Original',
  originals: {
    keep: 'stays at its place on the array',
    backup: 'parked beside its place on the array',
    remove: 'copied back to the array when it goes home'
  },
  state: {
    complete: '',
    partial: 'Only some of its files are on the pool',
    orphan: 'Changed by somebody else; please look'
  },
  noneNotSet: 'Nothing is cached, because Plex is not set up.',
  noneNotSetNext: 'Sign in to Plex, or set PLEX_URL and PLEX_TOKEN; then runs bring in what people are about to watch.',
  none: 'Nothing is cached yet.',
  noneNext: 'What people are about to watch is brought in by the next run. “Preview” shows what it would do.',
  noneFound: 'No title, reason or path contains this.',
  clear: 'Clear the filter'
}
