/** Decides which faults meet a request. */
import type { Fault, FaultInjector, FaultRule } from './rule.ts'

export interface Incoming {
  /** Name of the service that is asked. */
  readonly app: string
  readonly path: string
  readonly method: string
  readonly person: string | undefined
  /** Epoch ms of the clock. */
  readonly at: number
}

export interface FaultSource extends FaultInjector {
  /** The faults of one request. Counts the request against every rule it matches. */
  meet(incoming: Incoming): readonly Fault[]
}

interface Armed {
  readonly rule: FaultRule
  readonly path: RegExp
  met: number
}

function matches({ rule, path }: Armed, incoming: Incoming): boolean {
  return (
    path.test(incoming.path) &&
    (rule.app === undefined || rule.app === incoming.app) &&
    (rule.method === undefined || rule.method === incoming.method) &&
    (rule.person === undefined || rule.person === incoming.person) &&
    (rule.until === undefined || incoming.at < rule.until)
  )
}

/** Whether this meeting, the `met`-th, is one that counts. */
function strikes({ rule, met }: Armed, random: () => number): boolean {
  if (rule.nth !== undefined && met !== rule.nth) return false
  if (rule.times !== undefined && met > rule.times) return false
  return rule.probability === undefined || random() < rule.probability
}

export function createFaultSource(random: () => number): FaultSource {
  const armed = new Set<Armed>()

  function add(rule: FaultRule): () => void {
    const entry: Armed = { rule, path: new RegExp(rule.path ?? ''), met: 0 }
    armed.add(entry)
    return () => armed.delete(entry)
  }

  function meet(incoming: Incoming): readonly Fault[] {
    const out: Fault[] = []
    for (const entry of armed) {
      if (!matches(entry, incoming)) continue
      entry.met += 1
      if (strikes(entry, random)) out.push(entry.rule.fault)
    }
    return out
  }

  return { add, clear: () => armed.clear(), rules: () => [...armed].map(({ rule }) => rule), meet }
}

/** A normally distributed number, by the sum of twelve. */
function normal(random: () => number): number {
  let sum = -6
  for (let drawn = 0; drawn < 12; drawn += 1) sum += random()
  return sum
}

/** All delays of a request together, ms. */
export function delayOf(faults: readonly Fault[], random: () => number): number {
  let delay = 0
  for (const fault of faults) {
    if (fault.kind !== 'latency') continue
    if ('fixedMs' in fault) delay += fault.fixedMs
    else if ('uniformMs' in fault) delay += fault.uniformMs[0] + random() * (fault.uniformMs[1] - fault.uniformMs[0])
    else delay += fault.lognormal.medianMs * Math.exp(fault.lognormal.sigma * normal(random))
  }
  return delay
}

/** How far the pages behind the first one move. */
export function pageShiftOf(faults: readonly Fault[]): number {
  if (faults.some((fault) => fault.kind === 'duplicateItems')) return -1
  return faults.some((fault) => fault.kind === 'missingItems') ? 1 : 0
}
