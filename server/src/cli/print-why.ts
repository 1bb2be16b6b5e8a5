/** How an answer to "why?" looks on a terminal: paragraphs for people, wrapped to the width of the window, with marks instead of colour where colour is unwanted. */
import {
  formatBytes,
  formatDuration,
  formatTime,
  type Why,
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
  readonly strong?: boolean
}

const line = (indent: number, text: string): Line => ({ indent, text: oneLine(text) })
const heading = (text: string): Line => ({ indent: 0, text: oneLine(text), strong: true })
const blank: Line = { indent: 0, text: '' }

const broken = (text: string, width: number): readonly string[] => {
  const lines: string[] = []
  let current = ''
  for (const word of text.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current]
}

const printed = ({ indent, text, strong = false }: Line, { width, colour }: Look): string => {
  const margin = ' '.repeat(indent)
  const rows = width === undefined ? [text] : broken(text, Math.max(30, width - indent))
  const whole = rows.map((row) => (row === '' ? '' : `${margin}${row}`)).join('\n')
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

const verdictText = ({ passes, rule, sentence }: WhyVerdict): string =>
  `${passes ? 'yes' : 'NO '}  ${rule}: ${sentence}`

const section = (title: string, lines: readonly Line[]): readonly Line[] =>
  lines.length === 0 ? [] : [line(2, title), ...lines]

const limitsText = ({ limits: { freeBytes, floorBytes, ownedBytes, budgetBytes, needBytes } }: WhyUnit): string => {
  const need = needBytes === null ? '' : `It needs ${formatBytes(needBytes)}. `
  const budget = budgetBytes === null ? 'without a budget' : `of a budget of ${formatBytes(budgetBytes)}`
  return `${need}${formatBytes(freeBytes)} free, ${formatBytes(floorBytes)} must stay free; ${formatBytes(ownedBytes)} are ours, ${budget}.`
}

const rankText = ({ decision }: WhyUnit, wanted: number): readonly Line[] => {
  if (decision === null || decision.rank === null) return []
  const score = decision.score.map(({ name, points }) => `${name} ${points}`).join(', ')
  return [line(2, `Rank ${decision.rank} of ${wanted} that somebody wants${score === '' ? '' : ` (${score})`}.`)]
}

const unitLines = (unit: WhyUnit, wanted: number, { timeZone }: Look): readonly Line[] => [
  line(0, unit.sentence),
  ...section(
    'Where',
    unit.files.map((file) => line(4, fileText(file)))
  ),
  ...section(
    'Who wants it',
    unit.wants.map(({ because, source }) => line(4, `${because.sentence} [${source}]`))
  ),
  ...section(
    'Who is close',
    unit.near.map(({ sentence }) => line(4, sentence))
  ),
  ...rankText(unit, wanted),
  line(2, `Room: ${limitsText(unit)}`),
  ...section(
    'Rules',
    unit.verdicts.map((verdict) => line(4, verdictText(verdict)))
  ),
  ...section(
    'What would change it',
    unit.changes.map(({ sentence }) => line(4, sentence))
  ),
  ...section(
    'What happened',
    unit.timeline.map(({ at, sentence, run, what, tookMs }) => {
      const took = tookMs === null ? '' : `, took ${formatDuration(tookMs)}`
      const by = run === null ? '' : ` (run ${run}${took})`
      return line(4, `${formatTime(at, timeZone)}  ${what}: ${sentence}${by}`)
    })
  )
]

const episodeText = ({ title, cached, people, rank, sentence }: WhyEpisode): string => {
  const state = cached ? 'on the pool' : 'not on the pool'
  const wanted =
    people.length === 0 ? 'nobody wants it' : `wanted by ${people.join(', ')}${rank === null ? '' : `, rank ${rank}`}`
  return `${title}: ${state}, ${wanted}.${sentence === null ? '' : ` ${sentence}`}`
}

/** A show of many episodes tells only of those that anything is to be told of. */
const longShow = 30

const showLines = (why: Extract<Why, { kind: 'show' }>): readonly Line[] => {
  const told = why.episodes.filter(({ cached, people, sentence }) => cached || people.length > 0 || sentence !== null)
  const shown = why.episodes.length <= longShow ? why.episodes : told
  const hidden = why.episodes.length - shown.length
  return [
    ...why.seasons.map(({ season, episodes, cached, wanted }) =>
      line(2, `Season ${season ?? '?'}: ${episodes} episodes, ${cached} on the pool, ${wanted} wanted.`)
    ),
    ...shown.map((episode) => line(4, episodeText(episode))),
    ...(hidden === 0 ? [] : [line(4, `${hidden} more are not on the pool and nobody wants them.`)]),
    line(2, 'Ask about one of them with "pcu why SHOW S01E02".')
  ]
}

type Told = Extract<Why, { kind: 'title' | 'show' }>

const ageLines = ({ asOf, run, others, notes }: Told, { now, timeZone }: Look): readonly Line[] => {
  const by = run === null ? 'as Plex says now' : `as run ${run} saw it`
  const more =
    others === 0 ? [] : [line(0, `${others} more titles fit less well; add a word or a year to mean one of them.`)]
  const age = `As of ${formatTime(asOf, timeZone)} (${formatDuration(Math.max(0, now - asOf))} ago), ${by}.`
  return [blank, line(0, age), ...notes.map((note) => line(0, note)), ...more]
}

const choiceLines = ({ sentence, choices }: Extract<Why, { kind: 'several' | 'none' }>): readonly Line[] => [
  line(0, sentence),
  ...choices.map(({ title, section: where, ask }, position) =>
    line(0, `${String(position + 1).padStart(3)}  ${title}${where === '' ? '' : ` (${where})`}   pcu why "${ask}"`)
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
