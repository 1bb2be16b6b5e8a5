/** A copy that was stopped while its temporary name was being made leaves none, whoever was faster. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import type { FromChild } from '#adapters/disk/copier/protocol.ts'
import { serve } from '#adapters/disk/copier/serve.ts'
import { createDisk } from '#adapters/disk/file-system.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pcu-serve-'))
  for (const name of ['from', 'to']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'from/film'), 'the film')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** On a busy machine an answer takes its time; that none comes is what would fail. */
const patiently = { timeout: 30_000 }

const temp = (): boolean => existsSync(join(folder, 'to/.part'))

const create = async () => {
  const from = { root: join(folder, 'from'), path: 'film' }
  const expected = await createDisk({ clock: systemClock }).look(from)
  if (expected === undefined) throw new Error('no source')
  const plan = { from, expected, to: { root: join(folder, 'to'), path: '.part' }, verification: 'full' as const }
  return { id: 1, kind: 'asked', ask: 'create', plan } as const
}

const served = () => {
  const heard: FromChild[] = []
  return { heard, take: serve({ native: undefined, send: (message) => void heard.push(message) }) }
}
const close = { id: 1, kind: 'asked', ask: 'close' } as const

test('stopped before it is made', async () => {
  const { heard, take } = served()
  take(await create())
  take({ id: 1, kind: 'stop', unmake: true })
  take(close)
  await expect.poll(() => heard.length, patiently).toBe(2)
  expect(temp()).toBe(false)
})

test('stopped when it was made already, and nobody had heard of that', async () => {
  const { heard, take } = served()
  take(await create())
  await expect.poll(() => heard, patiently).toMatchObject([{ kind: 'done' }])
  expect(temp()).toBe(true)
  take({ id: 1, kind: 'stop', unmake: true })
  take(close)
  await expect.poll(() => heard.length, patiently).toBe(2)
  expect(temp()).toBe(false)
})

test('stopped later it stays, for whoever asked to take it away', async () => {
  const { heard, take } = served()
  take(await create())
  await expect.poll(() => heard.length, patiently).toBe(1)
  take({ id: 1, kind: 'stop', unmake: false })
  take(close)
  await expect.poll(() => heard.length, patiently).toBe(2)
  expect(temp()).toBe(true)
})

test('somebody else’s file under that name stays', async () => {
  const { heard, take } = served()
  take(await create())
  await expect.poll(() => heard.length, patiently).toBe(1)
  rmSync(join(folder, 'to/.part'))
  writeFileSync(join(folder, 'to/.part'), 'somebody else')
  take({ id: 1, kind: 'stop', unmake: true })
  take(close)
  await expect.poll(() => heard.length, patiently).toBe(2)
  expect(temp()).toBe(true)
})
