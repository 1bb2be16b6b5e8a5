/** What hangs is told by name, and a death inside this process never makes anything hang. */
import { expect, test } from 'vitest'
import { Crash } from '#test/crash/campaign.ts'
import { recordingStep } from '#test/crash/world.ts'
import { createDeath } from './death.ts'
import { faultsInTime, traced, waitsFor } from './in-time.ts'

const never = (): Promise<never> => new Promise(() => undefined)

test('a case that never ends is a fault that names its last step and what it waits for', async () => {
  const step = traced(recordingStep([]))
  const found = await faultsInTime(async () => {
    await step('temp.fill', () => Promise.resolve())
    waitsFor('the recovery')
    return await step('commit.verified', never)
  }, 20)
  expect(found).toEqual([
    'it hangs: not over after 0.02 s; last step: commit.verified, under way; it waits for the recovery'
  ])
})

test('a case that ends says what it found, and what it throws is thrown', async () => {
  expect(await faultsInTime(() => Promise.resolve(['I1']))).toEqual(['I1'])
  await expect(faultsInTime(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
})

test('who asks for a step only once the dead are buried does not hold up the burial', async () => {
  const death = createDeath(1)
  const slow = Promise.withResolvers<void>()
  const late = async (): Promise<void> => {
    await slow.promise
    await death.step('second', () => Promise.resolve())
  }
  const act = async (): Promise<void> => {
    const ends = await Promise.allSettled([death.step('first', never), late()])
    expect(ends.map((end) => end.status === 'rejected' && end.reason instanceof Crash)).toEqual([true, true])
  }
  expect(await death.watch(act)).toBe(true)
  const burial = death.bury()
  slow.resolve()
  await burial
})
