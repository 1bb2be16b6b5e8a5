import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '#store/open.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/data-`)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a data folder that cannot be made', () => {
  it.skipIf(!existsSync('/proc/self'))('is said, also where a recursive mkdir would never return', async () => {
    await expect(openStore({ path: '/proc/data/state.db' })).rejects.toMatchObject({ code: 'store.broken' })
    await expect(openStore({ path: '/proc/data/deeper/state.db' })).rejects.toMatchObject({ code: 'store.broken' })
  })

  it('is said when a file is in the way', async () => {
    writeFileSync(`${folder}/taken`, '')
    await expect(openStore({ path: `${folder}/taken/data/state.db` })).rejects.toMatchObject({ code: 'store.broken' })
  })

  it('is made with everything above it otherwise', async () => {
    const store = await openStore({ path: `${folder}/a/b/c/state.db` })
    await store.close()
    expect(existsSync(`${folder}/a/b/c/state.db`)).toBe(true)
  })
})
