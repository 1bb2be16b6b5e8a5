/** Runs moves in which one act fails with an error of the system, before it happened or after, and says what went wrong. */
import { join } from 'node:path'
import { diskFailure } from '#adapters/disk/errno.ts'
import type { Mode } from '#core/model/unit.ts'
import type { Step } from '#ports/file-system.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import { Failure } from '#src/failure.ts'
import { closeHandle, type Direction, stepsOf } from './campaign.ts'
import { factsAt, instantViolations, type Story, settledViolations } from './observer.ts'
import { evict, film, makeWorld, nameOfMode, originalContent, promote, recordingStep, registerOf } from './world.ts'

export const errnos = ['EIO', 'ENOSPC', 'EROFS', 'EACCES', 'EEXIST', 'ENOENT'] as const

/** once: the act of this number does not happen; after: it happens and reports an error; on: from there on nothing works. */
export type Manner = 'once' | 'after' | 'on'

const systemError = (code: string): Error => Object.assign(new Error(`${code}: simulated`), { code })

/** The journal fails in its own words, the disk in the adapter's. */
const failureOf = (name: string, code: string): unknown =>
  name.startsWith('commit.')
    ? new Failure('store.broken', { sentence: 'The database could not be written: disk full.', retry: 'later' })
    : diskFailure(systemError(code), { verb: name, path: '/mnt/somewhere' })

const failingStep = (at: number, code: string, manner: Manner): Step => {
  let count = 0
  return async (name, act) => {
    count += 1
    const hit = manner === 'on' ? count >= at : count === at
    if (!hit) return await act()
    if (manner === 'after') await closeHandle(await act())
    throw failureOf(name, code)
  }
}

const oneSentence = (outcome: MoveOutcome): readonly string[] => {
  if (outcome.kind === 'done') return []
  if (outcome.kind === 'stood-back') return []
  const sentence = outcome.failure.message
  return /^[A-Z].*\.$/u.test(sentence) ? [] : [`no sentence: ${sentence}`]
}

/** One case. */
export interface Trouble {
  readonly mode: Mode
  readonly direction: Exclude<Direction, 'replaced'>
  readonly manner: Manner
  readonly code: string
}

const runTrouble = async (trouble: Trouble, at: number): Promise<readonly string[]> => {
  const world = await makeWorld(trouble.mode)
  const story: Story = { whole: [originalContent], before: factsAt(join(world.array, film)) }
  try {
    const life = await world.live()
    if (trouble.direction === 'out') await promote(world, life)
    const mover = life.moverWith({ step: failingStep(at, trouble.code, trouble.manner) })
    const acting = { ...life, mover }
    const outcome = await (trouble.direction === 'in' ? promote(world, acting) : evict(world, acting))
    const found = [...oneSentence(outcome), ...instantViolations(world, story)]
    await life.mover.settle()
    const again: string[] = []
    await life.moverWith({ step: recordingStep(again) }).settle()
    if (again.length > 0) found.push(`I3: a second recovery did ${again.join(', ')}`)
    // A register that could not be written is made good while nothing moves; what it lacked would have been seen above.
    await registerOf(world).rebuild(await life.ledger.registered())
    found.push(...(await settledViolations(world, life, story)))
    await life.end()
    return found
  } finally {
    world.remove()
  }
}

/** Every `every`-th step of one case. */
export const troubleEverywhere = async (
  trouble: Trouble,
  every: number
): Promise<{ runs: number; violations: readonly string[] }> => {
  const { mode, direction, manner, code } = trouble
  const steps = await stepsOf({ mode, direction, nestedEvery: 0 })
  const violations: string[] = []
  let runs = 0
  for (let at = 1; at <= steps.length; at += every) {
    runs += 1
    for (const violation of await runTrouble(trouble, at)) {
      violations.push(`${nameOfMode(mode)} ${direction}, ${code} ${manner} ${steps[at - 1]}: ${violation}`)
    }
  }
  return { runs, violations }
}
