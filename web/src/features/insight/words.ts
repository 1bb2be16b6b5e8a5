/** The words that the card of the dashboard needs; those of the page are with the page. */
import type { MissReason, PlayTally } from '@pcu/contract'
import { inLanguage } from '../../ui/words/language.ts'
import { count, counted } from '../../ui/words/numbers.ts'

const english = {
  title: 'What it brought',
  all: 'All figures',
  none: 'Nobody has played anything in the last 7 days, as far as was heard.',
  noneMore: 'While the watcher listens to Plex, it is written down here where each play came from.',
  plays: (plays: number) => counted(plays, 'play', 'plays'),
  ofPlays: (plays: number, pool: number) =>
    plays === 1
      ? `The one play of the last 7 days came ${pool === 1 ? 'from the pool' : 'from elsewhere than the pool'}.`
      : `Of ${count(plays)} plays in the last 7 days, ${pool === plays ? 'all' : count(pool)} came from the pool.`,
  fromArray: (array: number, why: string) => `${count(array)} came from the array: ${why}.`,
  woke: (woke: number) =>
    `${count(woke)} of them ${woke === 1 ? 'had' : 'each had'} to wake a disk that was known to be asleep.`,
  besides: (others: number) => `Of ${count(others)} nobody can say, or they lie in no library here.`,
  miss: {
    'never-predicted': (plays: number) => `${count(plays)} never predicted`,
    evicted: (plays: number) => `${count(plays)} gone home before`,
    'too-late': (plays: number) => `${count(plays)} still on the way`,
    'no-room': (plays: number) => `${count(plays)} without room`,
    'person-excluded': (plays: number) => `${count(plays)} of people who are left out`,
    'held-back': (plays: number) => `${count(plays)} held back by a rule`,
    unknown: (plays: number) => `${count(plays)} before anything was planned`
  } satisfies Record<MissReason, (plays: number) => string>,
  parts: { pool: 'From the pool', array: 'From the array', other: 'Elsewhere or unknown' }
}

const german: typeof english = {
  title: 'Was es gebracht hat',
  all: 'Alle Zahlen',
  none: 'In den letzten 7 Tagen hat niemand etwas abgespielt, soweit zu hören war.',
  noneMore: 'Solange der Beobachter auf Plex hört, wird hier festgehalten, woher jede Wiedergabe kam.',
  plays: (plays) => counted(plays, 'Wiedergabe', 'Wiedergaben'),
  ofPlays: (plays, pool) =>
    plays === 1
      ? `Die eine Wiedergabe der letzten 7 Tage kam ${pool === 1 ? 'vom Pool' : 'nicht vom Pool'}.`
      : `Von ${count(plays)} Wiedergaben der letzten 7 Tage ${pool === 1 ? 'kam' : 'kamen'} ${pool === plays ? 'alle' : count(pool)} vom Pool.`,
  fromArray: (array, why) => `${count(array)} ${array === 1 ? 'kam' : 'kamen'} vom Array: ${why}.`,
  woke: (woke) =>
    `${count(woke)} davon ${woke === 1 ? 'musste' : 'mussten'} eine Platte wecken, die bekanntermaßen schlief.`,
  besides: (others) => `Bei ${count(others)} weiß man es nicht, oder sie liegen in keiner Bibliothek hier.`,
  miss: {
    'never-predicted': (plays) => `${count(plays)} nicht vorhergesehen`,
    evicted: (plays) => `${count(plays)} schon wieder heimgekehrt`,
    'too-late': (plays) => `${count(plays)} noch unterwegs`,
    'no-room': (plays) => `${count(plays)} ohne Platz`,
    'person-excluded': (plays) => `${count(plays)} von ausgenommenen Personen`,
    'held-back': (plays) => `${count(plays)} von einer Regel zurückgehalten`,
    unknown: (plays) => `${count(plays)} vor dem ersten Plan`
  },
  parts: { pool: 'Vom Pool', array: 'Vom Array', other: 'Anderswo oder unbekannt' }
}

export const glanceText = inLanguage({ en: english, de: german })

/** What neither came from the pool nor from the array. */
export const otherOf = ({ elsewhere, unknown }: PlayTally): number => elsewhere + unknown

/** The week in sentences; undefined when nothing was played. */
export const weekSentences = (week: PlayTally): readonly string[] => {
  const { plays, pool, array, woke, misses } = week
  const why = misses.map(({ reason, plays: some }) => glanceText.miss[reason](some)).join(', ')
  return [
    glanceText.ofPlays(plays, pool),
    ...(array === 0 ? [] : [glanceText.fromArray(array, why)]),
    ...(woke === 0 ? [] : [glanceText.woke(woke)]),
    ...(otherOf(week) === 0 ? [] : [glanceText.besides(otherOf(week))])
  ]
}
