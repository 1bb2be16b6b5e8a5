/** The process that copies is killed before each of its acts: the move fails in one sentence, and nothing is lost, left or half done. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { type ChildCopier, createChildCopier } from '#adapters/disk/copier/child-copier.ts'
import { createPace } from '#adapters/disk/copy/pace.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import type { Mode } from '#core/model/unit.ts'
import type { FileSystem, Step } from '#ports/file-system.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import { factsAt, instantViolations, type Story, settledViolations } from './observer.ts'
import { evict, film, type Life, makeWorld, nameOfMode, originalContent, promote, type World } from './world.ts'

let copier: ChildCopier
let fileSystem: FileSystem
beforeEach(() => {
  const clock = systemClock
  const pace = createPace(() => 0, clock)
  copier = createChildCopier({ clock, pace, priority: 'normal', patienceMs: 60_000, onMissing: () => undefined })
  const disk = createDisk({ clock, copier })
  fileSystem = { ...disk, copy: (order) => disk.copy({ ...order, mayLink: false }) }
})
afterEach(() => copier.close())

const killAll = (): void => {
  for (const pid of copier.pids()) process.kill(pid, 'SIGKILL')
}

const deaths = ['temp.create', 'temp.fill', 'temp.attributes', 'temp.sync', 'temp.verify']

/** Kills right before the act of that name. */
const dying =
  (when: string): Step =>
  (name, act) => {
    if (name === when) killAll()
    return act()
  }

const modes: readonly Mode[] = [
  { presentation: 'union', original: 'keep' },
  { presentation: 'union', original: 'remove' },
  { presentation: 'symlink', original: 'remove' }
]
const ways = modes.flatMap((mode) =>
  (mode.original === 'remove' ? (['in', 'out'] as const) : (['in'] as const)).map((way) => ({ mode, way }))
)

const go = (way: 'in' | 'out', world: World, life: Life): Promise<MoveOutcome> =>
  way === 'in' ? promote(world, life) : evict(world, life)

describe.each(ways.map(({ mode, way }) => [`${nameOfMode(mode)} ${way}`, mode, way] as const))(
  '%s',
  (_name, mode, way) => {
    test.each(deaths)('killed at %s', async (when) => {
      const world = await makeWorld(mode)
      const story: Story = { whole: [originalContent], before: factsAt(join(world.array, film)) }
      const life = await world.live({ fileSystem })
      try {
        if (way === 'out') await promote(world, life)
        const mover = life.moverWith({ fileSystem, step: dying(when) })
        const outcome = await go(way, world, { ...life, mover })
        expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'move.broken-off' } })
        expect(instantViolations(world, story)).toEqual([])
        await life.mover.settle()
        expect(await settledViolations(world, life, story)).toEqual([])
        expect(await go(way, world, life)).toMatchObject({ kind: 'done' })
        expect(await settledViolations(world, life, story)).toEqual([])
      } finally {
        await life.end()
        world.remove()
      }
    })
  }
)
