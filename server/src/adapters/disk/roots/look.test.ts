import { expect, test } from 'vitest'
import { createRootLook, type RootLook } from './look.ts'

test('a root that does not answer is silent, and no second call is made to it meanwhile', async () => {
  const calls: string[] = []
  const answers: ((look: RootLook) => void)[] = []
  const look = createRootLook(5, (path) => {
    calls.push(path)
    return new Promise((resolve) => answers.push(resolve))
  })
  const first = await look('/mnt/hangs', [])
  const second = await look('/mnt/hangs', [])
  expect([first.code, second.code]).toEqual(['silent', 'silent'])
  expect(calls).toEqual(['/mnt/hangs'])

  const third = look('/mnt/hangs', [])
  answers[0]?.({ ...first, kind: 'directory', code: undefined })
  expect((await third).kind).toBe('directory')
})
