/** Weighs what was seen at the names of the samples below one folder. */
import type { Evidence } from './judge.ts'
import type { Sample } from './sample.ts'

/** What stands at a name. other: a link, or no file. */
export type SeenAt =
  | { readonly kind: 'file'; readonly sizeBytes: number }
  | { readonly kind: 'other' }
  | { readonly kind: 'nothing' }

/** Spellings of a name that people take for the same. */
const folded = (name: string): string => name.normalize('NFC').toLowerCase()

/** The first part of a sample's path: what a listing of the folder shows of it. */
export const headOf = ({ path }: Sample): string => path.split('/', 1)[0] ?? ''

/** How many of the samples begin with a name in this listing. */
export const headsIn = (samples: readonly Sample[], names: ReadonlySet<string>): number =>
  samples.filter((sample) => names.has(headOf(sample))).length

/** The names of a listing, and what they look like to people. */
export interface Names {
  readonly exact: ReadonlySet<string>
  readonly folded: ReadonlySet<string>
}

/** Prepares a listing for comparisons. */
export const namesOf = (names: readonly string[]): Names => ({
  exact: new Set(names),
  folded: new Set(names.map(folded))
})

/** How many of the samples are there but for their spelling. */
export const headsSpeltOtherwise = (samples: readonly Sample[], names: Names): number =>
  samples.filter((sample) => !names.exact.has(headOf(sample)) && names.folded.has(folded(headOf(sample)))).length

/** Adds it up. */
export const weigh = (seen: readonly { readonly sample: Sample; readonly at: SeenAt }[], names: Names): Evidence => {
  const files = seen.flatMap(({ sample, at }) => (at.kind === 'file' ? [{ sample, sizeBytes: at.sizeBytes }] : []))
  const found = files.filter(({ sample, sizeBytes }) => sample.sizeBytes === sizeBytes).length
  const samples = seen.map(({ sample }) => sample)
  return {
    sampled: seen.filter(({ at }) => at.kind !== 'other').length,
    found,
    otherSize: files.length - found,
    otherSpelling: headsSpeltOtherwise(samples, names)
  }
}
