/** What every generated item is made from, and the small facts they share: roots, stamps, dates, ids. */
import { falls, hash, within } from '#test/fakes/kit/random.ts'
import { type NameKind, type NameShares, nameOf, nameShares } from './generate-names.ts'
import { createLayout, type Layout, sectionKeys } from './layout.ts'
import { type MakeLibrarySpec, type Mix, realMix } from './mix.ts'

/** What every level of a show shares. */
export interface ShowFacts {
  readonly key: number
  readonly sectionKey: string
  readonly title: string
  readonly nameKind: NameKind
  readonly year: number
  readonly style: 'modern' | 'hama' | 'thetvdb' | 'local'
  readonly hidden: boolean
  readonly specials: boolean
  readonly durationMs: number
}

export interface Recipe {
  readonly seed: number
  readonly mix: Mix
  readonly layout: Layout
  readonly names: NameShares
  /** Remembers one show: lists walk through all episodes of a show before the next. */
  showFacts(show: number): ShowFacts
}

/** Root folder of each section, as its server sees it. */
export const roots: Readonly<Record<string, string>> = {
  [sectionKeys.movies]: '/data/movies',
  [sectionKeys.shows]: '/data/tv',
  [sectionKeys.movies4k]: '/data/movies-4k',
  [sectionKeys.windows]: 'D:\\Media\\Films',
  [sectionKeys.unc]: '\\\\nas\\media\\Kids TV',
  [sectionKeys.legacy]: '/data/anime'
}

const DAY = 86_400
/** The newest generated item was added before this (2026-02-20). */
const NEWEST = 1_771_545_600

export const MINUTE = 60_000

export function rootOf(sectionKey: string): { readonly root: string; readonly separator: '/' | '\\' } {
  const root = roots[sectionKey] ?? '/data'
  return { root, separator: root.startsWith('/') ? '/' : '\\' }
}

/** 24 hex digits, as cloud ids have. One conversion per id: these are made by the hundred thousand. */
export function hexId(number: number, salt: number): string {
  return `5d7768fe4c9a00${salt.toString(16)}${(0x10000000 + number).toString(16)}`
}

export function stamps(
  recipe: Recipe,
  number: number,
  salt: number
): { readonly addedAt: number; readonly updatedAt: number } {
  const addedAt = NEWEST - (hash(recipe.seed, number, salt) % (1000 * DAY))
  const updatedAt = addedAt + (hash(recipe.seed, number, salt + 1) % (10 * DAY))
  return { addedAt, updatedAt: Math.min(updatedAt, NEWEST) }
}

export function dateIn(year: number, hashed: number): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${year}-${two(within(hashed, 1, 12))}-${two(within(hashed >>> 8, 1, 28))}`
}

export function deletedOf(recipe: Recipe, key: number, at: number): number | undefined {
  return falls(hash(recipe.seed, key, 31), recipe.mix.trashed) ? at + DAY : undefined
}

function readShow(recipe: Omit<Recipe, 'showFacts'>, show: number): ShowFacts {
  const { layout, seed, mix } = recipe
  const sectionKey = layout.sectionOf({ type: 'show', show })
  const legacy = falls(hash(seed, show, 50), mix.hama) ? 'hama' : 'thetvdb'
  const matched = sectionKey === sectionKeys.legacy ? legacy : 'modern'
  const { title, kind } = nameOf(show, 'show', recipe)
  return {
    key: layout.keyOf({ type: 'show', show }),
    sectionKey,
    title,
    nameKind: kind,
    year: within(hash(seed, show, 51), 1970, 2025),
    style: falls(hash(seed, show, 52), mix.unmatched) ? 'local' : matched,
    hidden: falls(hash(seed, show, 53), mix.hiddenSeasons),
    specials: falls(hash(seed, show, 54), mix.specials),
    durationMs: ([22, 30, 45, 60][hash(seed, show, 72) % 4] ?? 45) * MINUTE
  }
}

export function createRecipe(spec: MakeLibrarySpec): Recipe {
  const mix: Mix = { ...realMix, ...spec }
  const ground = { seed: spec.seed, mix, layout: createLayout(spec, mix), names: nameShares(mix) }
  let last: { readonly show: number; readonly facts: ShowFacts } | undefined
  return {
    ...ground,
    showFacts: (show) => {
      if (last?.show !== show) last = { show, facts: readShow(ground, show) }
      return last.facts
    }
  }
}
