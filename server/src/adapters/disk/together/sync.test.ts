/** Calls that are asked for together are one call; who comes late is not served by one that has begun; an error reaches everybody whom it may concern. */
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createSharedSync } from './sync.ts'

const rig = () => {
  const begun: PromiseWithResolvers<void>[] = []
  const sync = createSharedSync<string>(
    (key) => key,
    () => {
      const round = Promise.withResolvers<void>()
      begun.push(round)
      return round.promise
    }
  )
  return { begun, sync }
}

test('all who ask before it begins share one call, another directory has its own', async () => {
  const { begun, sync } = rig()
  const all = [sync('a'), sync('a'), sync('a'), sync('b')]
  await turn()
  await turn()
  expect(begun).toHaveLength(2)
  for (const round of begun) round.resolve()
  await Promise.all(all)
})

test('who asks while one is under way waits for the next', async () => {
  const { begun, sync } = rig()
  const first = sync('a')
  await turn()
  await turn()
  let served = false
  const second = sync('a').then(() => {
    served = true
  })
  begun[0]?.resolve()
  await first
  await turn()
  await turn()
  expect({ calls: begun.length, served }).toEqual({ calls: 2, served: false })
  begun[1]?.resolve()
  await second
})

test('one that fails takes the next one with it, and only that one', async () => {
  const { begun, sync } = rig()
  const first = sync('a')
  await turn()
  await turn()
  const second = sync('a')
  const ends = Promise.allSettled([first, second])
  begun[0]?.reject(new Error('EIO'))
  expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(begun).toHaveLength(1)
  const third = sync('a')
  await turn()
  await turn()
  begun[1]?.resolve()
  await third
})
