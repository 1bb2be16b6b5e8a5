/** Who may go home for room, the least loss first, with the sums of their sizes: a wish costs what goes home for it, however many others may. */
import { firstYes } from '#core/plan/kept/first-yes.ts'
import { type Candidate, chooseLeavers } from './make-room.ts'

/** The queue of one plan. What is taken out of it is gone. */
export interface Queue<Unit> {
  /**
   * Takes out those that go so that `neededBytes` are freed; undefined, and nobody taken, when all who may go are not enough. `mayGo` says yes for one only
   * when it does for everybody before.
   */
  take(neededBytes: number, mayGo: (candidate: Candidate<Unit>) => boolean): readonly Candidate<Unit>[] | undefined
  /** Takes out everybody. */
  takeAll(): readonly Candidate<Unit>[]
  /** Lets those back in, to their old places, who need not go after all: everybody who was taken out is asked, the greatest loss first. */
  giveBack(isSpared: (candidate: Candidate<Unit>) => boolean): readonly Candidate<Unit>[]
}

/** Nobody is asked for before it is his turn. */
const lineUp = <Unit>(candidates: Iterable<Candidate<Unit>>) => {
  const rest = candidates[Symbol.iterator]()
  const known: Candidate<Unit>[] = []
  const line: Candidate<Unit>[] = []
  /** What goes before each position, and one sum more: that of all. */
  const sums = [0]
  const places = new Map<Candidate<Unit>, number>()
  return {
    line,
    sums,
    sum: (from: number, end: number): number => (sums[end] ?? 0) - (sums[from] ?? 0),
    /** Whether another one came. */
    grow: (): boolean => {
      const { done, value } = rest.next()
      if (done === true) return false
      known.push(value)
      sums.push((sums[line.length] ?? 0) + value.sizeBytes)
      line.push(value)
      return true
    },
    placeOf: (candidate: Candidate<Unit>): number => {
      for (let at = places.size; at < known.length; at += 1) {
        const one = known[at]
        if (one !== undefined) places.set(one, at)
      }
      return places.get(candidate) ?? 0
    }
  }
}

interface Standing<Unit> extends Pick<ReturnType<typeof lineUp<Unit>>, 'line' | 'sum' | 'grow'> {
  readonly front: number
}

/** Whom somebody may reach, as far as is needed: as many as that are let in. */
const reachOf = <Unit>(
  { line, sum, grow, front }: Standing<Unit>,
  neededBytes: number,
  mayGo: (candidate: Candidate<Unit>) => boolean
): number => {
  const isLate = (at: number): boolean => {
    const candidate = line[at]
    return candidate === undefined || !mayGo(candidate)
  }
  const isOpen = (): boolean => line.length === front || !isLate(line.length - 1)
  while (sum(front, line.length) < neededBytes && isOpen()) if (!grow()) break
  return firstYes(front, line.length, isLate)
}

/** Asks who is in the queue when it is first needed. */
export const createQueue = <Unit>(ask: () => Iterable<Candidate<Unit>>): Queue<Unit> => {
  let lined: ReturnType<typeof lineUp<Unit>> | undefined
  let front = 0
  const out = new Set<Candidate<Unit>>()
  const whole = () => {
    lined ??= lineUp(ask())
    return lined
  }

  /** Those who were spared stand in front again, in their order. */
  const leaveOut = (end: number, spared: readonly Candidate<Unit>[]): void => {
    const { line, sums } = whole()
    front = end
    for (const candidate of spared.toReversed()) {
      front -= 1
      line[front] = candidate
      sums[front] = (sums[front + 1] ?? 0) - candidate.sizeBytes
    }
  }

  const letIn = (candidate: Candidate<Unit>): void => {
    const { line, placeOf } = whole()
    out.delete(candidate)
    const before = firstYes(front, line.length, (at) => {
      const other = line[at]
      return other !== undefined && placeOf(other) > placeOf(candidate)
    })
    leaveOut(before, [...line.slice(front, before), candidate])
  }

  return {
    take: (neededBytes, mayGo) => {
      const { line, sum } = whole()
      const reach = reachOf({ ...whole(), front }, neededBytes, mayGo)
      if (sum(front, reach) < neededBytes) return undefined
      const end = firstYes(front, reach, (at) => sum(front, at) >= neededBytes)
      const first = line.slice(front, end)
      const chosen = new Set(chooseLeavers(first, neededBytes))
      leaveOut(
        end,
        first.filter((candidate) => !chosen.has(candidate))
      )
      for (const candidate of chosen) out.add(candidate)
      return [...chosen]
    },
    takeAll: () => {
      const { line, grow } = whole()
      while (grow());
      const all = line.slice(front)
      leaveOut(line.length, [])
      for (const candidate of all) out.add(candidate)
      return all
    },
    giveBack: (isSpared) => {
      const { placeOf } = whole()
      const spared = [...out].toSorted((a, b) => placeOf(b) - placeOf(a)).filter(isSpared)
      spared.forEach(letIn)
      return spared
    }
  }
}
