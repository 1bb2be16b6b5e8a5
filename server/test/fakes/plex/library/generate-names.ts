/** Titles and file names of generated items: unique by construction, and ugly in the shares of the mix. */
import { hash } from '#test/fakes/kit/random.ts'
import type { Mix } from './mix.ts'

const adjectives = [
  'Silent',
  'Golden',
  'Broken',
  'Hidden',
  'Last',
  'Distant',
  'Crimson',
  'Frozen',
  'Electric',
  'Paper',
  'Hollow',
  'Bright',
  'Wandering',
  'Second',
  'Burning',
  'Quiet',
  'Midnight',
  'Borrowed',
  'Salt',
  'Iron',
  'Velvet',
  'Northern',
  'Open',
  'Little',
  'Long',
  'Restless',
  'Stolen',
  'Glass',
  'Summer',
  'Winter',
  'Outer',
  'Forgotten'
] as const
const nouns = [
  'Harbour',
  'River',
  'Garden',
  'Station',
  'Mountain',
  'Letter',
  'Orchard',
  'Signal',
  'Island',
  'Bridge',
  'Circus',
  'Archive',
  'Lighthouse',
  'Kitchen',
  'Meadow',
  'Engine',
  'Horizon',
  'Library',
  'Voyage',
  'Street',
  'Promise',
  'Shadow',
  'Machine',
  'Valley',
  'Concert',
  'Window',
  'Market',
  'Winter',
  'Planet',
  'Forest',
  'Theatre',
  'Coast'
] as const

const COMBINATIONS = adjectives.length * nouns.length

/** How a name is deformed. */
export type NameKind = 'plain' | 'nfc' | 'nfd' | 'emoji' | 'blanks' | 'quotes' | 'ampersand' | 'percent' | 'long'

/** A title that no other number of the same kind has. */
function plainTitle(number: number, kind: 'movie' | 'show'): string {
  const adjective = adjectives[number % adjectives.length]
  const noun = nouns[Math.floor(number / adjectives.length) % nouns.length]
  const sequel = Math.floor(number / COMBINATIONS)
  const start = kind === 'movie' ? 'The ' : ''
  return `${start}${adjective} ${noun}${sequel === 0 ? '' : ` ${sequel + 1}`}`
}

/** Kinds of names with the upper end of each one's share of all hashes. */
export type NameShares = readonly { readonly kind: NameKind; readonly below: number }[]

export function nameShares(mix: Mix): NameShares {
  const shares: readonly (readonly [NameKind, number])[] = [
    ['nfc', mix.unicodeNfc],
    ['nfd', mix.unicodeNfd],
    ['emoji', mix.emoji],
    ['blanks', mix.blanks],
    ['quotes', mix.quotes],
    ['ampersand', mix.ampersands],
    ['percent', mix.percents],
    ['long', mix.longNames]
  ]
  let below = 0
  return shares.map(([kind, share]) => {
    below += share * 2 ** 32
    return { kind, below }
  })
}

function nameKind(hashed: number, shares: NameShares): NameKind {
  for (const { kind, below } of shares) if (hashed < below) return kind
  return 'plain'
}

const deform: Readonly<Record<NameKind, (title: string) => string>> = {
  plain: (title) => title,
  long: (title) => title,
  nfc: (title) => `${title} à Zürich`.normalize('NFC'),
  nfd: (title) => `${title} à Zürich`.normalize('NFD'),
  emoji: (title) => `${title} 🎬`,
  blanks: (title) => ` ${title}  Again `,
  quotes: (title) => `${title} 'n' “Friends”`,
  ampersand: (title) => `${title} & Sons`,
  percent: (title) => `100% ${title} %20 #1`
}

export interface Name {
  readonly title: string
  readonly kind: NameKind
}

/** The name of the n-th film or show: a pure function of its arguments. */
export function nameOf(
  number: number,
  of: 'movie' | 'show',
  chance: { readonly seed: number; readonly names: NameShares }
): Name {
  const kind = nameKind(hash(chance.seed, number, of === 'movie' ? 1 : 2), chance.names)
  return { title: deform[kind](plainTitle(number, of)), kind }
}

const LONGEST_NAME = 255

/** A file name; one of the kind `long` fills the 255 bytes that a file system allows. Only ASCII titles are long. */
export function fileName(name: { readonly base: string; readonly end: string; readonly kind: NameKind }): string {
  if (name.kind !== 'long') return name.base + name.end
  return name.base.padEnd(LONGEST_NAME - name.end.length, ' and so on') + name.end
}
