/** Every word about listening to what is played. */
import { inLanguage } from '../../ui/words/language.ts'
import { count, counted } from '../../ui/words/numbers.ts'

const english = {
  title: 'Watching along',
  on: 'Listen to what is played',
  sessions: 'Played now',
  nobody: 'Nobody is watching.',
  queue: 'On its way because of a play',
  queueEmpty: 'Nothing waits.',
  states: { moving: 'on its way', waiting: 'waits for its turn', left: 'stays on the array' },
  tier: { pool: 'from the pool', array: 'from the array' },
  notCounted: 'does not count',
  percent: (percent: number) => `${count(Math.round(percent))} %`,
  statistics: 'Counted since',
  watches: 'Plays',
  cached: 'Brought for a play',
  alreadyThere: 'Already there',
  returned: 'Gone home',
  postponed: 'Put off',
  failures: 'Failed',
  average: 'Until it was there, on average',
  notYet: 'none yet',
  history: 'What was played',
  historyNone: 'Nothing has been played since this began.',
  ended: (watched: string) => `played for ${watched}`,
  stillPlaying: 'plays now',
  removals: 'What goes home when',
  removalsNone: 'No timer runs: nothing was cached or finished because of a play.',
  removalStates: {
    waiting: 'Goes home',
    postponed: 'Put off',
    due: 'Goes home at the next run',
    off: 'Timers are off'
  },
  looksAgain: 'looked at again',
  plays: (plays: number) => counted(plays, 'play', 'plays'),
  titles: (titles: number) => counted(titles, 'title', 'titles'),
  refused: 'That did not work.'
}

const german: typeof english = {
  title: 'Mitsehen',
  on: 'Hinhören, was abgespielt wird',
  sessions: 'Jetzt abgespielt',
  nobody: 'Niemand sieht etwas an.',
  queue: 'Unterwegs, weil es abgespielt wird',
  queueEmpty: 'Nichts wartet.',
  states: { moving: 'unterwegs', waiting: 'wartet, bis es dran ist', left: 'bleibt im Array' },
  tier: { pool: 'vom Pool', array: 'vom Array' },
  notCounted: 'zählt nicht',
  percent: (percent) => `${count(Math.round(percent))} %`,
  statistics: 'Gezählt seit',
  watches: 'Wiedergaben',
  cached: 'Dafür geholt',
  alreadyThere: 'Schon da gewesen',
  returned: 'Heimgegangen',
  postponed: 'Aufgeschoben',
  failures: 'Gescheitert',
  average: 'Bis es da war, im Mittel',
  notYet: 'noch nie',
  history: 'Was abgespielt wurde',
  historyNone: 'Seit dem Beginn wurde nichts abgespielt.',
  ended: (watched) => `${watched} lang abgespielt`,
  stillPlaying: 'läuft gerade',
  removals: 'Was wann heimgeht',
  removalsNone: 'Keine Frist läuft: Nichts wurde wegen einer Wiedergabe geholt oder zu Ende gesehen.',
  removalStates: {
    waiting: 'Geht heim',
    postponed: 'Aufgeschoben',
    due: 'Geht beim nächsten Lauf heim',
    off: 'Fristen sind abgeschaltet'
  },
  looksAgain: 'wird wieder angesehen',
  plays: (plays) => counted(plays, 'Wiedergabe', 'Wiedergaben'),
  titles: (titles) => counted(titles, 'Titel', 'Titel'),
  refused: 'Das hat nicht geklappt.'
}

export const watcherText = inLanguage({ en: english, de: german })
