import { describe, expect, it } from 'vitest'
import type { StorageLayout } from '#core/model/layout.ts'
import { arrayPath } from '#core/model/place.ts'
import type { Inspection, Unit } from '#core/model/unit.ts'
import { makePlan } from '#core/plan/make-plan.ts'
import { planWithLooks } from '#engine/look.ts'
import { aLayout, aUnit, aWant, aWorld, hour, now, somePlanSettings } from '#test/builders/world.ts'

const layout = aLayout({
  arrayRoots: [arrayPath('/mnt/user')],
  situation: 'elsewhere',
  mode: { presentation: 'symlink', original: 'backup' }
})
const units = ['a', 'b', 'c'].map((name) => aUnit({ name, wants: [aWant({ ratingKey: name })] }))

const looking = (look: (unit: Unit) => Inspection) => {
  const looked: string[] = []
  const stop = new AbortController()
  const host = {
    inspect: async (_layout: StorageLayout, unit: Unit) => {
      looked.push(unit.title)
      if (looked.length > 50) throw new Error('looks without an end')
      return look(unit)
    }
  }
  const kept: Inspection[] = []
  const inspections = { put: async (one: Inspection) => void kept.push(one) }
  const plan = (world: Parameters<typeof makePlan>[0]) => makePlan(world, somePlanSettings)
  const run = () =>
    planWithLooks(aWorld({ units }), () => layout, { host, inspections, plan, signal: stop.signal, looked: new Map() })
  return { run, looked, kept, stop }
}

describe('looking at what is about to move', () => {
  it('looks once, even when the answer is outlived before the plan is made again', async () => {
    const reason = { code: 'hard-linked', path: 'p', links: 2 } as const
    const { run, looked } = looking((unit) => ({
      unit: unit.id,
      lookedAt: now - hour,
      files: [],
      refusal: { rule: 'not-hard-linked', reason, until: now - 1 }
    }))
    const plan = await run()
    expect(looked).toEqual(['a', 'b', 'c'])
    expect(plan.steps).toEqual([])
    expect(plan.decisions.map((decision) => decision.because[0].code)).toEqual([
      'hard-linked',
      'hard-linked',
      'hard-linked'
    ])
  })

  it('ends as soon as the run is stopped, and wakes no further disk', async () => {
    const { run, looked, stop } = looking((unit) => {
      stop.abort()
      return { unit: unit.id, lookedAt: now, files: [] }
    })
    await expect(run()).rejects.toThrow(/abort/u)
    expect(looked).toEqual(['a'])
  })
})
