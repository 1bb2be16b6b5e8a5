import type { RootFacts } from '@pcu/contract'
import { expect, test } from 'vitest'
import { sharePath } from '#core/model/place.ts'
import { aPool } from '#test/builders/facts.ts'
import { type NamedFile, nameRefusals } from './name-limits.ts'

const file = (path: string, pool: Partial<RootFacts> | undefined, unit = path): NamedFile => ({
  unit: sharePath(unit),
  path,
  shown: `/mnt/user/${path}`,
  answers: { pool: pool === undefined ? undefined : aPool(pool), array: undefined, view: undefined }
})

test('two names that are one on the pool are both left, each naming the other', () => {
  const folds = { foldsCase: true, fileSystem: 'cifs' }
  const refused = nameRefusals([
    file('Films/Alien.mkv', folds),
    file('films/ALIEN.mkv', folds),
    file('Films/Heat.mkv', folds)
  ])
  expect([...refused.keys()]).toEqual(['Films/Alien.mkv', 'films/ALIEN.mkv'])
  expect(refused.get(sharePath('Films/Alien.mkv'))).toMatchObject({
    code: 'name-not-supported',
    path: '/mnt/user/Films/Alien.mkv',
    detail: expect.stringMatching(/\(cifs\).*\/mnt\/user\/films\/ALIEN\.mkv would be one file/u)
  })
})

test('where capitals count they are two files', () => {
  expect(nameRefusals([file('a/X.mkv', {}), file('a/x.mkv', {})]).size).toBe(0)
  expect(nameRefusals([file('a/X.mkv', undefined), file('a/x.mkv', undefined)]).size).toBe(0)
})

test('one file that two units share is one name', () => {
  expect(
    nameRefusals([file('a/x.srt', { foldsCase: true }, 'one'), file('a/x.srt', { foldsCase: true }, 'two')]).size
  ).toBe(0)
})

test.each([
  ['n'.repeat(144), 143, 1],
  ['n'.repeat(143), 143, 0],
  ['ü'.repeat(72), 143, 1],
  ['n'.repeat(255), 255, 0]
])('a name of the pool may not be longer than it takes (%#)', (name, longestName, count) => {
  const refused = nameRefusals([file(`Films/${name}`, { longestName })])
  expect(refused.size).toBe(count)
  for (const reason of refused.values()) expect(reason).toMatchObject({ detail: expect.stringContaining('143 bytes') })
})
