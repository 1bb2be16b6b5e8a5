import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createPoolWatch } from '#adapters/disk/pool/watch.ts'
import type { Watching } from '#ports/pool-watch.ts'

let pool: string
let watching: Watching
const heard: string[] = []
beforeEach(() => {
  pool = mkdtempSync(join(tmpdir(), 'pool-watch-'))
  mkdirSync(join(pool, 'a'))
  writeFileSync(join(pool, 'a', 'film.mkv'), 'x')
  heard.length = 0
})
afterEach(() => {
  watching.close()
  rmSync(pool, { recursive: true, force: true })
})

const watch = async (folders: readonly string[]): Promise<void> => {
  watching = await createPoolWatch().watch(pool, folders, (folder) => heard.push(folder))
}
const deeds = [
  ['a name goes', () => rmSync(join(pool, 'a', 'film.mkv'))],
  ['a file is written', () => writeFileSync(join(pool, 'a', 'film.mkv'), 'longer')],
  ['a file is replaced', () => renameSync(join(pool, 'a', 'film.mkv'), join(pool, 'a', 'other.mkv'))]
] as const

describe('watching the pool', () => {
  test.each(deeds)('hears that %s', async (_what, deed) => {
    await watch([join(pool, 'a')])
    expect(watching.trouble).toBeUndefined()
    deed()
    await expect.poll(() => heard, { timeout: 20_000 }).toContain(join(pool, 'a'))
  })

  test('passes over folders that are gone, and survives one that goes', async () => {
    await watch([join(pool, 'gone'), join(pool, 'a')])
    rmSync(join(pool, 'a'), { recursive: true })
    await expect.poll(() => heard, { timeout: 20_000 }).toContain(join(pool, 'a'))
    expect(watching.trouble).toBeUndefined()
  })

  test('opens a bounded number of watches and says what it does not hear', async () => {
    await watch(Array.from({ length: 4100 }, (_, n) => join(pool, `none-${n}`)))
    expect(watching.trouble).toMatch(/^Changes in 4 folders of .* only 4096 are watched\. Each run looks/u)
  })
})
