import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { treeSeed } from './tree-seed.ts'

it('is the one a person gave', () => {
  expect(treeSeed('4711')).toBe(4711)
})

it('is the same for the same content, whoever asks', () => {
  const tree = spawnSync('git', ['rev-parse', 'HEAD^{tree}'], { encoding: 'utf8' }).stdout
  const seed = treeSeed('not a seed')
  expect(treeSeed('')).toBe(seed)
  if (tree !== '') expect(tree.startsWith(seed.toString(16).padStart(7, '0'))).toBe(true)
})

it('reaches every test process', () => {
  expect(Number(process.env['TEST_SEED'])).toBe(treeSeed(process.env['TEST_SEED']))
})
