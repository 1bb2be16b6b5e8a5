/** Looks that are asked for in one breath are one; whoever asks a turn later has a look of their own. */
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createSharedLook } from './look.ts'

const rig = () => {
  const asked: string[] = []
  const look = createSharedLook<string, number>(
    (key) => key,
    async (key) => {
      asked.push(key)
      const answer = asked.length
      await turn()
      return answer
    }
  )
  return { asked, look }
}

test('one breath is one look for each name', async () => {
  const { asked, look } = rig()
  expect(await Promise.all([look('a'), look('b'), look('a')])).toEqual([1, 2, 1])
  expect(asked).toEqual(['a', 'b'])
})

test('who asks a turn later is told what is there then', async () => {
  const { look } = rig()
  const first = look('a')
  await turn()
  expect(await look('a')).toBe(2)
  expect(await first).toBe(1)
})

test('an error reaches everybody who joined, and nobody later', async () => {
  let calls = 0
  const look = createSharedLook<string, string>(
    (key) => key,
    async () => {
      calls += 1
      if (calls === 1) throw new Error('EIO')
      return 'fine'
    }
  )
  const ends = await Promise.allSettled([look('a'), look('a')])
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await turn()
  expect(await look('a')).toBe('fine')
})
