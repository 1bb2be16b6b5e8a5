import { lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askPlainly as ask } from '#adapters/disk/patience/ask-disk.ts'
import { lookAtCopies } from '#adapters/disk/pool/copies.ts'
import { poolPath } from '#core/model/place.ts'
import type { OwnedCopy } from '#ports/ledger.ts'

let pool: string
const at = (): string => join(pool, 'film.mkv')
beforeEach(() => {
  pool = mkdtempSync(join(tmpdir(), 'pool-copies-'))
  writeFileSync(at(), 'the film')
  utimesSync(at(), 1_700_000_000, 1_700_000_000)
})
afterEach(() => rmSync(pool, { recursive: true, force: true }))

const asLeft = (): OwnedCopy => {
  const { ino, size, mtimeNs } = lstatSync(at(), { bigint: true })
  const mark = { inode: String(ino), sizeBytes: Number(size), modifiedNs: String(mtimeNs) }
  return { path: poolPath(at()), poolRoot: pool, poolRootInode: String(lstatSync(pool).ino), mark }
}

const deeds = [
  ['gone', () => rmSync(at())],
  ['changed', () => writeFileSync(at(), 'another film')],
  [
    'changed',
    () => {
      writeFileSync(`${at()}.new`, 'the film')
      renameSync(`${at()}.new`, at())
    }
  ],
  [
    'damaged',
    () => {
      writeFileSync(at(), 'the')
      utimesSync(at(), 1_700_000_000, 1_700_000_000)
    }
  ],
  [
    'odd',
    () => {
      rmSync(at())
      mkdirSync(at())
    }
  ]
] as const

describe('a look at the copies on the pool', () => {
  test('finds nothing where all is as it was left, among however many', async () => {
    const copy = asLeft()
    expect(
      await lookAtCopies(
        ask,
        Array.from({ length: 600 }, () => copy)
      )
    ).toEqual([])
    expect(await lookAtCopies(ask, [])).toEqual([])
  })

  test.each(deeds)('finds one that is %s', async (state, deed) => {
    const copy = asLeft()
    deed()
    expect(await lookAtCopies(ask, [copy])).toEqual([
      { path: copy.path, state, changedAt: state === 'gone' ? undefined : expect.any(Number) }
    ])
  })

  test('judges nothing below a root that is not the one it knows', async () => {
    const copy = asLeft()
    rmSync(at())
    expect(await lookAtCopies(ask, [{ ...copy, poolRootInode: '1' }])).toEqual([])
    expect(await lookAtCopies(ask, [{ ...copy, poolRoot: `${pool}-away` }])).toEqual([])
  })

  test('judges nothing below a root that does not answer', async () => {
    const copy = asLeft()
    rmSync(at())
    const silent = async (): Promise<never> => {
      throw Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })
    }
    expect(await lookAtCopies(silent, [copy])).toEqual([])
  })
})
