/** From what was found where to what is proposed: one folder, several that are equally good, one that must not be taken, or none. */
import type { Standing } from './grounds.ts'

/** How many of the sampled files stood below a folder. */
export interface Evidence {
  /** How many were looked for; a name that is a link now says nothing and is left out. */
  readonly sampled: number
  /** With the same name and the same size. */
  readonly found: number
  /** With the same name and another size: another version, or Plex has not scanned since. */
  readonly otherSize: number
  /** Whose name differs only in upper and lower case, or in how an accent is written. */
  readonly otherSpelling: number
}

/** A folder that may be the location, with what speaks for it. */
export interface Candidate {
  readonly folder: string
  readonly fileSystem: string
  readonly standing: Standing
  readonly evidence: Evidence
}

/** What follows. `best`: the one nearest to it, of a proposal that cannot be made. */
export type Verdict =
  | { readonly kind: 'one'; readonly best: Candidate }
  | { readonly kind: 'several'; readonly equals: readonly Candidate[] }
  | { readonly kind: 'refused'; readonly best: Candidate }
  | { readonly kind: 'weak'; readonly best: Candidate }
  | { readonly kind: 'none'; readonly sampled: number }

/** Fewer than this many prove nothing, unless the library has no more. */
const fewest = 3
/** A second folder with so much of the best one's files may as well be the right one: copies of a library are seldom complete. */
const nearlyAsGood = 0.9

/** Whether it is the library and not another one with a few names in common. */
export const isConvincing = ({ sampled, found }: Evidence): boolean =>
  found > 0 && found >= Math.min(fewest, sampled) && found * 2 >= sampled

const byEvidence = (a: Candidate, b: Candidate): number =>
  b.evidence.found - a.evidence.found || (a.folder < b.folder ? -1 : 1)

/** Only what may be used can be equally good; elsewhere the best is named with the reason why not. */
export const judge = (candidates: readonly Candidate[], sampled: number): Verdict => {
  const sorted = candidates.toSorted(byEvidence)
  const convincing = sorted.filter(({ evidence }) => isConvincing(evidence))
  const usable = convincing.filter(({ standing }) => standing === 'usable')
  const [first, second] = usable
  if (first !== undefined) {
    const enough = first.evidence.found * nearlyAsGood
    if (second === undefined || second.evidence.found < enough) return { kind: 'one', best: first }
    return { kind: 'several', equals: usable.filter(({ evidence }) => evidence.found >= enough) }
  }
  const refused = convincing.find(({ standing }) => standing === 'outside') ?? convincing[0]
  if (refused !== undefined) return { kind: 'refused', best: refused }
  const best = sorted.find(({ evidence }) => evidence.found + evidence.otherSize + evidence.otherSpelling > 0)
  return best === undefined ? { kind: 'none', sampled } : { kind: 'weak', best }
}
