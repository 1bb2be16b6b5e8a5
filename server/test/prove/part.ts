/** What a part of the proof is, what it is given and what it counts. */

/** quick: a spread that takes minutes; full: everything. */
export type Scale = 'quick' | 'full'

/** What a part counted. `skipped` are sentences about what this machine did not let it do. */
export interface Tally {
  /** Moves that were begun. */
  cases: number
  /** Deaths, cuts, errors or deeds of others in a move. */
  points: number
  /** The same in the recovery from such a one. */
  nested: number
  /** How many of the points and the nested ones were a real SIGKILL. */
  killed: number
  readonly violations: string[]
  readonly skipped: string[]
  /** What was seen besides, such as faults that a negative control found. */
  readonly notes: string[]
}

export const newTally = (): Tally => ({
  cases: 0,
  points: 0,
  nested: 0,
  killed: 0,
  violations: [],
  skipped: [],
  notes: []
})

/** What a part works with. */
export interface Proving {
  readonly scale: Scale
  readonly seed: number
  /** Numbers from 0 below 1, the same for the same seed. */
  random(): number
}

/** A piece of a part that can run in a process of its own beside the others. */
export interface Lane {
  readonly name: string
  /** Whether it only runs when everything does. */
  readonly fullOnly?: boolean
  run(proving: Proving): Promise<Tally>
}

/** One part of the proof. */
export interface Part {
  readonly number: number
  readonly name: string
  /** Whether its points are deaths of the engine on real files. */
  readonly dies?: true
  readonly lanes: readonly Lane[]
}

/** Another piece of random numbers for each lane, so that one lane alone does what it does among all. */
export const provingFor = (lane: string, scale: Scale, seed: number): Proving => {
  let mixed = seed
  for (const character of lane) mixed = Math.imul(mixed ^ character.charCodeAt(0), 0x01000193)
  return { scale, seed, random: createRandom(mixed) }
}

/** mulberry32: small, fast, good enough to spread tests. */
const createRandom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Adds what another tally counted. */
export const addTally = (total: Tally, more: Tally): void => {
  total.cases += more.cases
  total.points += more.points
  total.nested += more.nested
  total.killed += more.killed
  total.violations.push(...more.violations)
  total.skipped.push(...more.skipped)
  total.notes.push(...more.notes)
}

/** What stands for the counts of a process that did not get as far. */
export const withoutResult = 'it ended without a result (see above)'

const isTally = (said: unknown): said is Tally => typeof said === 'object' && said !== null && 'violations' in said

/** What a process of its own counted: the last line that it wrote. */
export const readTally = (output: string): Tally => {
  const last = output.trimEnd().split('\n').at(-1) ?? ''
  const said: unknown = last.startsWith('{') ? JSON.parse(last) : undefined
  return isTally(said) ? said : { ...newTally(), violations: [withoutResult] }
}
