/** How an answer to "why?" looks on a terminal: paragraphs for people, wrapped to the width of the window, with marks instead of colour where colour is unwanted. */
import {
  formatBytes,
  formatDuration,
  formatTime,
  type Why,
  type WhyChange,
  type WhyEpisode,
  type WhyFile,
  type WhyUnit,
  type WhyVerdict
} from '@pcu/contract'
import { oneLine } from '#kit/one-line.ts'

/** The terminal. */
export interface Look {
  /** Characters in a line; undefined: lines are not broken. */
  readonly width: number | undefined
  readonly colour: boolean
  readonly timeZone: string
  /** Epoch milliseconds. */
  readonly now: number
}

interface Line {
  readonly indent: number
  readonly text: string
  /** Where its further rows begin, beyond `indent`. */
  readonly hang?: number
  readonly strong?: boolean
}

const line = (indent: number, text: string, hang = 0): Line => ({ indent, text: oneLine(text), hang })
const item = (text: string): Line => line(4, `- ${text}`, 2)
const heading = (text: string): Line => ({ indent: 0, text: oneLine(text), strong: true })
const blank: Line = { indent: 0, text: '' }

/** Longer rows are hard to read, however wide the window is; in a narrower one words are no longer to be told. */
const mostColumns = 110
const leastColumns = 20
/** In a narrower window nothing is aligned. */
const narrowColumns = 70

/** Gaps that align something stay as they are. */
const broken = (text: string, width: number): readonly string[] => {
  const lines: string[] = []
  let current = ''
  for (const word of text.split(/(?<=\S) /u)) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current)
      current = word.trimStart()
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current]
}

const printed = ({ indent, text, hang: aligned = 0, strong = false }: Line, { width, colour }: Look): string => {
  const hang = width !== undefined && width < narrowColumns ? Math.min(aligned, 2) : aligned
  const room = width === undefined ? undefined : Math.max(leastColumns, Math.min(width, mostColumns) - indent - hang)
  const rows = room === undefined ? [text] : broken(text, room)
  const margin = (row: number): string => ' '.repeat(row === 0 ? indent : indent + hang)
  const whole = rows.map((row, position) => (row === '' ? '' : `${margin(position)}${row}`)).join('\n')
  return strong && colour ? `\u001b[1m${whole}\u001b[0m` : whole
}

const tiers: { readonly [tier in WhyFile['tier']]: string } = {
  pool: 'on the pool, put there by us',
  'pool-by-others': 'on the pool, put there by another program',
  array: 'on the array',
  nowhere: 'has no place here'
}

const fileText = ({ path, tier, place, sizeBytes }: WhyFile): string => {
  const size = sizeBytes === null ? '' : ` (${formatBytes(sizeBytes)})`
  return `${path}${size}: ${tiers[tier]}${place === null ? '' : `, ${place}`}`
}

const verdictLine = ({ passes, sentence }: WhyVerdict): Line => line(4, `${passes ? 'yes' : 'NO '}  ${sentence}`, 5)

const questions: { readonly [about in WhyVerdict['about']]: string } = {
  coming: 'May it come to the pool?',
  leaving: 'May it go home?'
}

const section = (title: string, lines: readonly Line[]): readonly Line[] =>
  lines.length === 0 ? [] : [line(2, title), ...lines]

const limitsText = ({ limits: { freeBytes, floorBytes, ownedBytes, budgetBytes, needBytes } }: WhyUnit): string => {
  const need = needBytes === null ? '' : `it needs ${formatBytes(needBytes)}; `
  const budget =
    budgetBytes === null ? 'with no limit to that' : `of at most ${formatBytes(budgetBytes)} (CACHE_MAX_SIZE_GB)`
  return `${need}${formatBytes(freeBytes)} are free, of which ${formatBytes(floorBytes)} must stay free; ${formatBytes(ownedBytes)} are there because of us, ${budget}.`
}

const pointsFormat = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** What only decides between equals is no number for people. */
const rankText = ({ decision }: WhyUnit, wanted: number): readonly Line[] => {
  if (decision === null || decision.rank === null) return []
  const told = decision.score.filter(({ points }) => Math.abs(points) >= 1)
  const score = told.map(({ name, points }) => `${name} ${pointsFormat.format(points)}`).join(', ')
  const of = wanted === 1 ? 'the only title' : `rank ${decision.rank} of ${wanted} titles`
  return [line(2, `Its place: ${of} that somebody wants${score === '' ? '' : ` (points: ${score})`}.`, 2)]
}

const deeds: { readonly [what in WhyUnit['timeline'][number]['what']]: string } = {
  promoted: 'Came to the pool: ',
  returned: 'Went home: ',
  mended: 'Was put in order: ',
  resolved: 'Was settled: ',
  failed: 'Failed: ',
  'stood-back': 'Not done: ',
  decided: '',
  played: '',
  timer: '',
  postponed: '',
  due: ''
}

const eventLine = ({ at, sentence, run, what, tookMs }: WhyUnit['timeline'][number], { timeZone, now }: Look): Line => {
  const took = tookMs === null ? '' : `, took ${formatDuration(tookMs)}`
  const by = run === null ? '' : ` (run ${run}${took})`
  const told = `${deeds[what]}${sentence}`
  const ahead = at > now ? 'Still to come: ' : ''
  return line(4, `${formatTime(at, timeZone)}  ${ahead}${told.charAt(0).toUpperCase()}${told.slice(1)}${by}`, 18)
}

const unitLines = (unit: WhyUnit, wanted: number, look: Look): readonly Line[] => [
  line(0, unit.sentence),
  ...section(
    'Where its files are',
    unit.files.map((file) => item(fileText(file)))
  ),
  ...section(
    'Who wants it',
    unit.wants.map(({ because, source }) => item(`${because.sentence} [${source}]`))
  ),
  ...section(
    'Who is close to it',
    unit.near.map(({ sentence }) => item(sentence))
  ),
  ...rankText(unit, wanted),
  line(2, `Room on the pool: ${limitsText(unit)}`, 2),
  ...(['coming', 'leaving'] as const).flatMap((about) =>
    section(questions[about], unit.verdicts.filter((verdict) => verdict.about === about).map(verdictLine))
  ),
  ...section(
    'What would change it',
    unit.changes.map(({ kind, sentence }) => item(`${sentence}${howTo[kind] ?? ''}`))
  ),
  ...section(
    'What happened to it, newest first',
    unit.timeline.map((event) => eventLine(event, look))
  )
]

/** What is typed for it here. */
const howTo: Partial<Readonly<Record<WhyChange['kind'], string>>> = {
  pin: ' ("pcu pin")',
  unpin: ' ("pcu pin list", then "pcu unpin NUMBER")'
}

const episodeText = ({ title, cached, people, rank, sentence }: WhyEpisode): string => {
  const state = cached ? 'on the pool' : 'not on the pool'
  const wanted =
    people.length === 0 ? 'nobody wants it' : `wanted by ${people.join(', ')}${rank === null ? '' : `, rank ${rank}`}`
  return `${title}: ${state}, ${wanted}.${sentence === null ? '' : ` ${sentence}`}`
}

/** A show of many episodes tells only of those that anything is to be told of. */
const longShow = 30

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
const seasonName = (season: number | null): string => (season === 0 ? 'Specials' : `Season ${season ?? '?'}`)

const showLines = (why: Extract<Why, { kind: 'show' }>): readonly Line[] => {
  const told = why.episodes.filter(({ cached, people, sentence }) => cached || people.length > 0 || sentence !== null)
  const shown = why.episodes.length <= longShow ? why.episodes : told
  const hidden = why.episodes.length - shown.length
  return [
    ...why.seasons.map(({ season, episodes, cached, wanted }) =>
      line(2, `${seasonName(season)}: ${plural(episodes, 'episode')}, ${cached} on the pool, ${wanted} wanted.`)
    ),
    ...shown.map((episode) => item(episodeText(episode))),
    ...(hidden === 0 ? [] : [line(4, `${hidden} more are not on the pool, and nobody wants them.`)]),
    line(2, 'To ask about one of them: pcu why "NAME OF THE SHOW S01E02"')
  ]
}

type Told = Extract<Why, { kind: 'title' | 'show' }>

const ageLines = ({ asOf, run, others, notes }: Told, { now, timeZone }: Look): readonly Line[] => {
  const by = run === null ? 'as Plex says now' : `as run ${run} saw it`
  const more =
    others === 0
      ? []
      : [
          line(
            0,
            `${others === 1 ? '1 more title fits' : `${others} more titles fit`} less well; add a word or a year to mean one of them.`
          )
        ]
  const age = `As of ${formatTime(asOf, timeZone)} (${formatDuration(Math.max(0, now - asOf))} ago), ${by}.`
  return [blank, line(0, age), ...notes.map((note) => line(0, note)), ...more]
}

const choiceLines = ({ sentence, choices }: Extract<Why, { kind: 'several' | 'none' }>): readonly Line[] => [
  line(0, sentence),
  ...choices.map(({ title, section: where, ask }, position) =>
    line(0, `${String(position + 1).padStart(3)}  ${title}${where === '' ? '' : ` (${where})`}   pcu why "${ask}"`, 5)
  )
]

const linesOf = (why: Why, look: Look): readonly Line[] => {
  if (why.kind === 'several' || why.kind === 'none') return choiceLines(why)
  if (why.kind === 'show') return [heading(why.title), ...showLines(why), ...ageLines(why, look)]
  const several = why.units.length > 1
  const versions = why.units.flatMap((unit, position) => [
    ...(several ? [blank, line(0, `Version ${position + 1} of ${why.units.length}`)] : []),
    ...unitLines(unit, why.wanted, look)
  ])
  return [heading(why.title), ...versions, ...ageLines(why, look)]
}

/** The whole answer. */
export const whyText = (why: Why, look: Look): string =>
  linesOf(why, look)
    .map((one) => printed(one, look))
    .join('\n')
