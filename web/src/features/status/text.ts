/** Every word of the status: header, hero, meter, actions. */
import { count, counted } from '../../ui/words/numbers.ts'

const titles = (units: number): string => counted(units, 'title', 'titles')

export const statusText = {
  name: 'PlexCacheUltra',
  testMode: 'Test mode: everything is planned and recorded, no file is changed.',
  lost: 'The connection to the server was lost',
  lostAgain:
    'What you see may be out of date. Reconnecting by itself; a running server goes on with its work without this page.',
  reconnect: 'Reconnect now',
  hero: 'Status',
  pill: {
    connecting: 'Connecting',
    unknown: 'State not known',
    offline: 'Not connected',
    testMode: 'Test mode',
    idle: 'Idle',
    planning: 'Planning',
    copying: 'Copying',
    returning: 'Returning',
    paused: 'Paused',
    waiting: 'Waiting for Plex',
    notSet: 'Not set up'
  },
  percent: (percent: number) => `${percent} %`,
  facts: {
    plex: 'Plex',
    mode: 'How files move',
    next: 'Next run',
    last: 'Last run',
    noMode: 'Not known yet.',
    noNext: 'None is planned. Use “Run now”, or switch the schedule on (ENABLE_SCHEDULER).',
    nextNotSet: 'As soon as Plex is set up.',
    running: 'Running now; the next one is not planned yet.',
    noLast: 'There was none yet.',
    silence: 'Nothing will be returned on missing answers.'
  },
  pool: {
    title: 'Pool',
    state: {
      online: '',
      full: 'Full',
      'read-only': 'Read-only',
      offline: 'Not there',
      broken: 'Answered with errors',
      refused: 'Refused',
      unknown: 'Not measured yet'
    },
    ours: 'Cached by us',
    others: 'Other files',
    free: 'Free to use',
    floor: 'Kept free',
    unmeasured: 'Its size is not known at the moment.',
    unknown: 'not known',
    ofAll: (total: string) => `${total} in all`,
    budget: (owned: string, budget: string) => `${owned} of our ${budget} budget used`,
    belowFloor: (missing: string) =>
      `${missing} less than should stay free: nothing is brought in until there is room.`,
    spoken: (path: string, parts: readonly string[]) => `Space on the pool ${path}: ${parts.join(', ')}.`
  },
  actions: {
    label: 'Actions',
    run: 'Run now',
    preview: 'Preview',
    stop: 'Stop',
    pause: 'Pause',
    resume: 'Resume',
    restore: 'Bring everything home',
    restorePreview: 'Preview bringing everything home',
    nothingHome: 'Nothing is on the pool because of us.',
    busy: 'A run is under way.',
    notSet: 'Plex is not set up.',
    failed: (what: string) => `“${what}” was refused.`
  },
  restore: {
    title: 'Bring everything home?',
    goes: (units: number, size: string) =>
      `${titles(units)} (${size}) ${units === 1 ? 'leaves' : 'leave'} the pool and ${units === 1 ? 'is' : 'are'} played from the array again.`,
    copyKept: 'Every copy on the pool is removed only after its original on the array has been checked.',
    copyMade: 'Every file is copied to the array and checked there before it leaves the pool.',
    stays: (others: string) => `${others} of other files on the pool stay exactly where they are.`,
    staysAny: 'Files on the pool that we did not put there stay exactly where they are.',
    playing: 'What is being played right now stays until it has ended.',
    again: 'Later runs bring in again what people are about to watch.',
    testMode: 'Test mode is on: you will only see what would happen.',
    no: 'Leave everything as it is',
    preview: 'Preview first',
    yes: (units: number) => `Bring ${count(units)} home`
  }
}
