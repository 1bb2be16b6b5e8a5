/** The same with a real process and a real SIGKILL, at every step and in the middle of a copy. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Mode } from '#core/model/unit.ts'
import { type Direction, prepare, settleToEnd, stepsOf } from './campaign.ts'
import { factsAt, instantViolations, settledViolations } from './observer.ts'
import { thorough } from './thoroughness.ts'
import { content, film, makeWorld, modes, nameOfMode, promote, type World, writeAt } from './world.ts'

const child = fileURLToPath(new URL('./dying-child.ts', import.meta.url))

/** A killed process never saves what it compiled; the first one ends by itself and does. */
const compiled = mkdtempSync(join(tmpdir(), 'pcu-compiled-'))
beforeAll(async () => {
  const world = await makeWorld({ presentation: 'union', original: 'keep' })
  await runChild(world, 'in', { step: 0, bytes: 0 })
  world.remove()
})
afterAll(() => rmSync(compiled, { recursive: true, force: true }))

const total = { kills: 0, violations: 0 }
afterAll(() => {
  writeSync(1, `SIGKILL: ${total.kills} processes killed, ${total.violations} violations\n`)
})

/** Runs the child to its death. */
const runChild = (
  world: World,
  direction: Direction,
  at: { step: number; bytes: number }
): Promise<NodeJS.Signals | null> =>
  new Promise((resolve, reject) => {
    const mode = nameOfMode(world.layout.mode)
    const way = direction === 'in' ? 'in' : 'out'
    const env = { ...process.env, NODE_COMPILE_CACHE: compiled }
    const running = spawn(process.execPath, [child, world.root, mode, way, String(at.step), String(at.bytes)], {
      stdio: 'inherit',
      env
    })
    running.once('error', reject)
    running.once('exit', (_code, signal) => resolve(signal))
  })

const everywhere = modes.flatMap((mode) =>
  (['in', 'out', 'replaced'] as const).map((direction) => ({ mode, direction }))
)

/** The longest way in and the longest way home. */
const spread: ReadonlySet<string> = new Set(['symlink+backup in', 'symlink+remove replaced'])
const nameOf = ({ mode, direction }: { mode: Mode; direction: Direction }): string => `${nameOfMode(mode)} ${direction}`
const cases = everywhere
  .filter((one) => thorough || spread.has(nameOf(one)))
  .map((one) => [nameOf(one), one.mode, one.direction] as const)

describe('a process that is killed at every step', { timeout: 180_000 }, () => {
  test.each(cases)('%s', async (_name, mode, direction) => {
    const campaign = { mode, direction, nestedEvery: 0 }
    const steps = await stepsOf(campaign)
    const violations: string[] = []
    for (const step of steps.keys()) {
      const { world, story } = await prepare(campaign)
      try {
        const signal = await runChild(world, direction, { step: step + 1, bytes: 0 })
        violations.push(...(signal === 'SIGKILL' ? [] : [`not killed at ${steps[step]}`]))
        violations.push(...instantViolations(world, story), ...(await settleToEnd(world, story, true)))
        total.kills += 1
      } finally {
        world.remove()
      }
    }
    total.violations += violations.length
    expect(violations).toEqual([])
  })
})

describe('a process that is killed in the middle of a copy', () => {
  const big = content('a long film', 20 * 1024 * 1024)

  test('on the way in, the film is where it was and the half copy is gone', async () => {
    const world = await makeWorld({ presentation: 'union', original: 'keep' })
    writeAt(join(world.array, film), big, 1_700_000_000)
    const story = { whole: [big] as const, before: factsAt(join(world.array, film)) }
    expect(await runChild(world, 'in', { step: 0, bytes: 8 * 1024 * 1024 })).toBe('SIGKILL')
    expect(instantViolations(world, story)).toEqual([])
    const life = await world.live()
    const settled = await life.mover.settle()
    expect(settled).toMatchObject([{ state: 'rolled-back' }])
    expect(await settledViolations(world, life, { ...story, whole: [big, big] })).toEqual([])
    await life.end()
    world.remove()
  })

  test('peer 03: on the way home, the copy still serves and the half file is gone', async () => {
    const world = await makeWorld({ presentation: 'symlink', original: 'remove' })
    writeAt(join(world.array, film), big, 1_700_000_000)
    const story = { whole: [big, big] as const, before: factsAt(join(world.array, film)) }
    const first = await world.live()
    await promote(world, first)
    await first.end()
    expect(await runChild(world, 'out', { step: 0, bytes: 8 * 1024 * 1024 })).toBe('SIGKILL')
    expect(instantViolations(world, story)).toEqual([])
    expect(await settleToEnd(world, story, true)).toEqual([])
    world.remove()
  })
})
