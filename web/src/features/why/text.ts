/** Every word around why a title is where it is; the sentences themselves come from the server. */
import type { WhyFile, WhyUnit } from '@pcu/contract'
import { inLanguage } from '../../ui/words/language.ts'
import { count, counted } from '../../ui/words/numbers.ts'

const states: Readonly<Record<WhyUnit['state'], string>> = {
  cached: 'On the pool',
  partly: 'Partly on the pool',
  orphan: 'Changed by somebody else',
  'not-cached': 'On the array',
  'no-place': 'Has no place here'
}
const tiers: Readonly<Record<WhyFile['tier'], string>> = {
  pool: 'On the pool',
  'pool-by-others': 'On the pool by others',
  array: 'On the array',
  nowhere: 'Nowhere here'
}

const english = {
  title: 'Why?',
  asOf: 'As the last plan saw it',
  states,
  tiers,
  version: (n: number) => `Version ${count(n)}`,
  since: 'On the pool since',
  files: 'Files',
  wants: 'Who wants it',
  wantedBy: (person: string, source: string) => `${person} · ${source}`,
  nobody: 'Nobody wants it.',
  near: 'Who is close to it',
  rank: 'Its place',
  rankOf: (rank: number, all: number) => `Place ${count(rank)} of ${count(all)} wanted`,
  points: (points: number) => counted(points, 'point', 'points'),
  rules: 'What every rule says',
  coming: 'May it come to the pool?',
  leaving: 'May it leave the pool?',
  yes: 'Yes',
  no: 'No',
  displaced: 'Would go home for it',
  room: 'Room',
  need: 'Needs',
  free: 'Free on the pool',
  floor: 'Kept free',
  ours: 'Used by us',
  budget: 'May be used by us',
  changes: 'What would change it',
  noChange: 'Nothing has to change.',
  setting: (name: string, value: string) => `${name}=${value}`,
  timeline: 'What happened',
  noTimeline: 'Nothing is noted.',
  run: (run: number) => `Run ${count(run)}`,
  episodes: 'Episodes',
  season: (season: number | null) => {
    if (season === null) return 'Without a season'
    return season === 0 ? 'Specials' : `Season ${count(season)}`
  },
  seasonHas: (episodes: number, cached: number, wanted: number) =>
    `${counted(episodes, 'episode', 'episodes')}, ${count(cached)} on the pool, ${count(wanted)} wanted`,
  others: (others: number) => `${counted(others, 'other title fits', 'other titles fit')} less well.`,
  pin: 'Pin it',
  pinSeason: 'Pin the season',
  pinShow: 'Pin the show',
  unpin: (title: string, by: string) => `Take the pin off ${title} (${by})`,
  mayNot: 'Your account may look, but not pin.'
}

const german: typeof english = {
  title: 'Warum?',
  asOf: 'Wie der letzte Plan es sah',
  states: {
    cached: 'Auf dem Pool',
    partly: 'Zum Teil auf dem Pool',
    orphan: 'Von jemand anderem geändert',
    'not-cached': 'Im Array',
    'no-place': 'Hat hier keinen Ort'
  },
  tiers: {
    pool: 'Auf dem Pool',
    'pool-by-others': 'Durch andere auf dem Pool',
    array: 'Im Array',
    nowhere: 'Nirgends'
  },
  version: (n) => `Fassung ${count(n)}`,
  since: 'Auf dem Pool seit',
  files: 'Dateien',
  wants: 'Wer es will',
  wantedBy: (person, source) => `${person} · ${source}`,
  nobody: 'Niemand will es.',
  near: 'Wer nahe daran ist',
  rank: 'Sein Platz',
  rankOf: (rank, all) => `Platz ${count(rank)} von ${count(all)} gewünschten`,
  points: (points) => counted(points, 'Punkt', 'Punkte'),
  rules: 'Was jede Regel sagt',
  coming: 'Darf es auf den Pool?',
  leaving: 'Darf es vom Pool?',
  yes: 'Ja',
  no: 'Nein',
  displaced: 'Ginge dafür heim',
  room: 'Platz',
  need: 'Braucht',
  free: 'Frei auf dem Pool',
  floor: 'Bleibt frei',
  ours: 'Von uns belegt',
  budget: 'Dürfen wir belegen',
  changes: 'Was es ändern würde',
  noChange: 'Nichts muss sich ändern.',
  setting: (name, value) => `${name}=${value}`,
  timeline: 'Was geschah',
  noTimeline: 'Nichts ist vermerkt.',
  run: (run) => `Lauf ${count(run)}`,
  episodes: 'Folgen',
  season: (season) => {
    if (season === null) return 'Ohne Staffel'
    return season === 0 ? 'Specials' : `Staffel ${count(season)}`
  },
  seasonHas: (episodes, cached, wanted) =>
    `${counted(episodes, 'Folge', 'Folgen')}, ${count(cached)} auf dem Pool, ${count(wanted)} gewünscht`,
  others: (others) => `${counted(others, 'anderer Titel passt', 'andere Titel passen')} weniger gut.`,
  pin: 'Anheften',
  pinSeason: 'Die Staffel anheften',
  pinShow: 'Die Serie anheften',
  unpin: (title, by) => `${title} nicht mehr anheften (${by})`,
  mayNot: 'Dieses Konto darf ansehen, aber nicht anheften.'
}

export const whyText = inLanguage({ en: english, de: german })
