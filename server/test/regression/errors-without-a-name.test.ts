/** ESTALE and EDQUOT are errors of the world although libuv has no name for them: they used to pass for bugs and leave the move open. */
import { expect, test } from 'vitest'
import { diskFailure } from '#adapters/disk/errno.ts'
import { errnoOf } from '#adapters/disk/errno-words.ts'

/** As Node throws what libuv does not know. */
const nameless = (number: number): Error =>
  Object.assign(new Error(`Unknown system error -${number}: Unknown system error -${number}, fsync`), {
    errno: -number,
    code: `Unknown system error -${number}`,
    syscall: 'fsync'
  })

test.each([
  [116, 'ESTALE', 'disk.gone', 'the network share was replaced on its server'],
  [122, 'EDQUOT', 'disk.full', 'the quota is used up'],
  [117, 'EUCLEAN', 'disk.io', 'the file system is damaged and must be repaired'],
  [74, 'EBADMSG', 'disk.io', 'the file system is damaged and must be repaired'],
  [123, 'ENOMEDIUM', 'disk.gone', 'system error ENOMEDIUM'],
  [9999, 'E9999', 'disk.other', 'system error E9999']
] as const)('error %i is %s', (...[number, name, code, words]) => {
  const thrown = nameless(number)
  expect(errnoOf(thrown)).toBe(name)
  const failure = diskFailure(thrown, { verb: 'make durable', path: '/mnt/disk1/film' })
  expect(failure).toMatchObject({ code, message: expect.stringContaining(words) })
})
