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
  nobody: 'Nobody wants it.',
  near: 'Who is close to it',
  rank: 'Its place',
  rankOf: (rank: number, all: number) => `Place ${count(rank)} of ${count(all)} wanted`,
  points: (points: number) => counted(points, 'point', 'points'),
  against: (no: number, all: number) =>
    no === 0
      ? `nothing speaks against it (${counted(all, 'rule', 'rules')})`
      : `${count(no)} of ${counted(all, 'rule', 'rules')} against it`,
  coming: 'May it come to the pool?',
  leaving: 'May it leave the pool?',
  yes: 'Yes',
  no: 'No',
  whileWanted: 'It stays as long as somebody wants it; after that the rules below decide when it goes home.',
  noChange: 'Nothing has to be done.',
  displaced: (titles: string) => `If it came, these would go home for it: ${titles}`,
  room: 'Room',
  need: 'Needs',
  free: 'Free on the pool',
  floor: 'Kept free',
  ours: 'Used by us',
  budget: 'May be used by us',
  changes: 'What would change it',
  setting: (name: string, value: string) => `${name}=${value}`,
  place: 'at',
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
  pins: {
    title: { on: 'Pin it', off: 'Unpin it' },
    season: { on: 'Pin the season', off: 'Unpin the season' },
    show: { on: 'Pin the show', off: 'Unpin the show' },
    version: { on: 'Pin this version alone', off: 'Unpin this version' }
  },
  pinnedBy: (by: string, sentence: string) => `Pinned by ${by}. ${sentence}`,
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
  nobody: 'Niemand will es.',
  near: 'Wer nahe daran ist',
  rank: 'Sein Platz',
  rankOf: (rank, all) => `Platz ${count(rank)} von ${count(all)} gewünschten`,
  points: (points) => counted(points, 'Punkt', 'Punkte'),
  against: (no, all) =>
    no === 0
      ? `nichts spricht dagegen (${counted(all, 'Regel', 'Regeln')})`
      : `${count(no)} von ${counted(all, 'Regel', 'Regeln')} dagegen`,
  coming: 'Darf es auf den Pool?',
  leaving: 'Darf es vom Pool?',
  yes: 'Ja',
  no: 'Nein',
  whileWanted: 'Es bleibt, solange jemand es will; danach entscheiden die Regeln unten, wann es heimgeht.',
  noChange: 'Nichts ist zu tun.',
  displaced: (titles) => `Käme es, gingen dafür heim: ${titles}`,
  room: 'Platz',
  need: 'Braucht',
  free: 'Frei auf dem Pool',
  floor: 'Bleibt frei',
  ours: 'Von uns belegt',
  budget: 'Dürfen wir belegen',
  changes: 'Was es ändern würde',
  setting: (name, value) => `${name}=${value}`,
  place: 'in',
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
  pins: {
    title: { on: 'Anheften', off: 'Lösen' },
    season: { on: 'Staffel anheften', off: 'Staffel lösen' },
    show: { on: 'Serie anheften', off: 'Serie lösen' },
    version: { on: 'Nur diese Fassung anheften', off: 'Diese Fassung lösen' }
  },
  pinnedBy: (by, sentence) => `Angeheftet von ${by}. ${sentence}`,
  mayNot: 'Dieses Konto darf ansehen, aber nicht anheften.'
}

export const whyText = inLanguage({ en: english, de: german })
