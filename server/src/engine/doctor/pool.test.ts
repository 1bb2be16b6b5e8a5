/** A move between two looks of the doctor, or around them, is not told as a difference. */
import { describe, expect, it } from 'vitest'
import { type PoolPath, poolPath, sharePath } from '#core/model/place.ts'
import type { Identity } from '#core/move/machine.ts'
import { examinePool, type PoolDeps } from './pool.ts'

const film = poolPath('/mnt/cache/films/Alpha.mkv')

const mark: Identity = {
  kind: 'file',
  inode: '2:2',
  sizeBytes: 1,
  modifiedNs: '0',
  changedNs: '0',
  links: 1,
  text: undefined
}

/** What the ledger knows at the beginning and in the end, what was in a move at both times, and what the list and the pool said in between. */
interface Course {
  readonly known: readonly [boolean, boolean]
  readonly moving: readonly [boolean, boolean]
  readonly isListed: boolean
  readonly isThere: boolean
}

const findings = async ({ known, moving, isListed, isThere }: Course): Promise<readonly string[]> => {
  let isLater = false
  const when = <Value>(holds: boolean, value: Value): readonly Value[] => (holds ? [value] : [])
  const place = (holds: boolean) => when(holds, { poolPath: film })
  const nowOf = ([before, after]: readonly [boolean, boolean]): boolean => (isLater ? after : before)
  const copy = (path: PoolPath) => ({ path, poolRoot: '/mnt/cache', poolRootInode: '1:1', mark })
  const deps: PoolDeps = {
    ledger: {
      owned: async () => [],
      copies: async () => when(nowOf(known), copy(film)),
      registered: async () => place(nowOf(known))
    },
    host: {
      lookAtCopies: async (copies) => {
        isLater = true
        return isThere ? [] : copies.map(({ path }) => ({ path, state: 'gone' as const, changedAt: undefined }))
      }
    },
    instruments: {
      journal: {
        unfinished: async () =>
          place(nowOf(moving)).map((file) => ({
            direction: 'in' as const,
            title: 'Alpha',
            unit: sharePath('/mnt/user/films/Alpha.mkv'),
            files: [file]
          }))
      },
      lists: [{ name: 'the manifest', read: async () => when(isListed, { poolPath: film, copy: mark }) }]
    }
  }
  const found = await examinePool(deps, place(known[0]))
  return found.filter(({ severity }) => severity === 'warning').map(({ id }) => id.slice(0, id.indexOf(':')))
}

const still: Course = { known: [true, true], moving: [false, false], isListed: true, isThere: true }

describe('what stood still', () => {
  it.each([
    ['all is well', {}, []],
    ['the list lacks it', { isListed: false }, ['list.missing']],
    ['the copy is gone', { isThere: false }, ['copy.gone']],
    ['the list names what nobody knows', { known: [false, false] }, ['list.surplus']]
  ] as const)('%s', async (_name, change, expected) => {
    expect(await findings({ ...still, ...change })).toEqual(expected)
  })
})

describe('what moves meanwhile', () => {
  it.each([
    ['is written into the list next', { moving: [true, true], isListed: false }],
    ['was put there while the doctor looked', { moving: [true, false], isListed: false }],
    ['began to go home', { moving: [false, true], isThere: false }],
    ['went home', { known: [true, false], isThere: false, isListed: false }],
    ['came', { known: [false, true] }],
    ['is known once its move is closed', { known: [false, false], moving: [true, false] }]
  ] as const)('is no difference: it %s', async (_name, change) => {
    expect(await findings({ ...still, ...change })).toEqual([])
  })
})
