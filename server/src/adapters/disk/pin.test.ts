/** Names that are asked for in one breath share the way to their directory; nothing is held once they have it, and the next breath walks anew. */
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lstat } from './calls.ts'
import { withName } from './pin.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pcu-pin-'))
  mkdirSync(join(root, 'a'))
  for (const name of ['1', '2', '3']) writeFileSync(join(root, 'a', name), name)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** What this process holds open below the root. */
const held = (): readonly string[] =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`)
      return path.startsWith(root) ? [path] : []
    } catch {
      // The one that lists them is gone by now.
      return []
    }
  })
const inodeOf = (path: string): Promise<bigint> =>
  withName({ root, path }, async ({ at }) => (await lstat(at, { bigint: true })).ino)

test('three names of one directory hold it open once, and nothing stays open', async () => {
  const most: number[] = []
  const look = (path: string): Promise<void> =>
    withName({ root, path }, async ({ at }) => {
      await lstat(at, { bigint: true })
      await turn()
      most.push(held().length)
    })
  await Promise.all(['a/1', 'a/2', 'a/3'].map(look))
  expect(most[0]).toBe(1)
  expect(held()).toEqual([])
})

test('one that fails leaves the others their directory', async () => {
  const ends = await Promise.allSettled(['a/1', 'a/missing', 'a/2'].map(inodeOf))
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(held()).toEqual([])
})

test('who asks later walks the way again, also while another one still holds what was there', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const before = await inodeOf('a/1')
  const long = withName({ root, path: 'a/1' }, () => promise)
  await turn()
  renameSync(join(root, 'a'), join(root, 'b'))
  mkdirSync(join(root, 'a'))
  writeFileSync(join(root, 'a', '1'), 'another one')
  expect(await inodeOf('a/1')).not.toBe(before)
  resolve()
  await long
})
