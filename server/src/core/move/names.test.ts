/** Names of moves: fixed temporary ones, and parked originals that fit into every file system. */
import { expect, test } from 'vitest'
import { backupNames, byteLength, directoryOf, isMoveName, nameOf, sibling, tempName } from './names.ts'

test('a short name is parked under itself with the suffix', () => {
  expect(backupNames('Arrival.mkv')).toEqual(['Arrival.mkv.plexcached'])
})

test('a name of 255 bytes is parked under a shorter one that fits and tells it apart', () => {
  const [first, second] = backupNames(`${'a'.repeat(251)}.mkv`)
  expect(byteLength(first)).toBe(255)
  expect(byteLength(second ?? '')).toBe(143)
  expect(first).toMatch(/^a+~[0-9a-f]{8}\.plexcached$/u)
  expect(backupNames(`${'a'.repeat(250)}b.mkv`)[0]).not.toBe(first)
})

test('a name is never cut within a character', () => {
  const [first] = backupNames(`${'😀'.repeat(62)}.mkv`)
  expect(byteLength(first)).toBeLessThanOrEqual(255)
  expect(first).toMatch(/^😀+~[0-9a-f]{8}\.plexcached$/u)
})

test('counts the bytes of every kind of character', () => {
  expect(['a', 'é', '漢', '😀'].map(byteLength)).toEqual([1, 2, 3, 4])
})

test('recognises its own temporary names and no others', () => {
  expect(isMoveName(tempName('0123456789abcdef'))).toBe(true)
  expect(isMoveName('.mc-notes.part')).toBe(false)
})

test('takes paths apart', () => {
  expect([directoryOf('a/b/c'), nameOf('a/b/c'), sibling('a/b/c', 'd')]).toEqual(['a/b', 'c', 'a/b/d'])
  expect([directoryOf('c'), nameOf('c'), sibling('c', 'd')]).toEqual(['', 'c', 'd'])
})
