import { explain } from '@pcu/contract'
import { describe, expect, test } from 'vitest'
import type { Situation } from '#core/model/layout.ts'
import type { Mode } from '#core/model/unit.ts'
import { hardLinkRefusal, modeFor } from './hard-links.ts'

const rules = (situation: Situation, mode: Mode, hardLinks: 'skip' | 'copy' | 'move') => ({
  situation,
  mode,
  shared: { hardLinks, folderArtwork: 'leave' as const }
})
const union = (original: Mode['original']): Mode => ({ presentation: 'union', original })
const link = (original: Mode['original']): Mode => ({ presentation: 'symlink', original })
const bare = (original: Mode['original']): Mode => ({ presentation: 'bare', original })

describe('the mode of a file with two names', () => {
  test.each([
    ['union', union('remove'), 'skip', undefined],
    ['union', union('remove'), 'copy', union('keep')],
    ['union', union('remove'), 'move', union('backup')],
    ['union', union('backup'), 'skip', undefined],
    ['union', union('keep'), 'skip', union('keep')],
    ['union', union('keep'), 'move', union('keep')],
    ['elsewhere', link('backup'), 'skip', undefined],
    ['elsewhere', link('backup'), 'copy', undefined],
    ['elsewhere', link('backup'), 'move', link('backup')],
    ['elsewhere', link('remove'), 'move', link('backup')],
    ['elsewhere', bare('remove'), 'move', undefined],
    ['elsewhere', bare('keep'), 'skip', bare('keep')]
  ] as const)('%s, %o, %s: %o', (...[situation, mode, policy, expected]) => {
    expect(modeFor(rules(situation, mode, policy), 2)).toEqual(expected)
    expect(modeFor(rules(situation, mode, policy), 1)).toEqual(mode)
  })

  test('without a word from the settings it is left', () => {
    expect(modeFor({ situation: 'union', mode: union('remove') }, 2)).toBeUndefined()
  })
})

test.each([
  ['skip', 'HARD_LINKS is skip'],
  ['copy', 'move does that'],
  ['move', 'USE_SYMLINKS_FOR_CACHE is off']
] as const)('left under %s, the sentence says why', (policy, words) => {
  const reason = hardLinkRefusal(rules('elsewhere', bare('remove'), policy), '/mnt/user/film.mkv', 2)
  expect(reason.code === 'hard-linked' && explain(reason)).toContain(words)
})
