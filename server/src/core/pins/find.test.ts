import type { Pin } from '@pcu/contract'
import { describe, expect, it } from 'vitest'
import { pinsMeant } from './find.ts'

const pin = (id: number, title: string, facts: Partial<Pin> = {}): Pin => ({
  ...{ id, title, kind: 'movie', ratingKey: `k${id}`, season: null, file: null, by: 'Ada', at: 0, state: 'found' },
  ...{ sentence: '', titles: 1, sizeBytes: 0, cached: 0 },
  ...facts
})

const pins = [
  pin(1, 'A Quiet Disk (2019)'),
  pin(2, 'Amélie (2001)', { state: 'gone' }),
  pin(3, 'The Expanse', { kind: 'show', ratingKey: '99' }),
  pin(4, 'The Expanse, season 2', { kind: 'season', ratingKey: '99', season: 2 }),
  pin(5, 'The Expanse S02E03 Static', { kind: 'episode' }),
  pin(6, 'Heat (1995)'),
  pin(7, 'Heat (1986)'),
  pin(8, 'Ronin (1998)', { kind: 'version', file: '/media/Ronin 4K.mkv' }),
  pin(9, '千と千尋の神隠し (2001)'),
  pin(10, '1917 (2019)')
]

describe('finding a pin', () => {
  it.each([
    ['1', [1]],
    ['quiet disk', [1]],
    ['DISK quiet', [1]],
    ['quiet', [1]],
    ['qui di', [1]],
    ['amelie', [2]],
    ['the expanse', [3]],
    ['expanse', [3, 4, 5]],
    ['expanse s02', [4]],
    ['expanse season 2', [4]],
    ['expanse 2x03', [5]],
    ['expanse s2e3', [5]],
    ['static', [5]],
    ['heat', [6, 7]],
    ['heat 1986', [7]],
    ['Heat (1995)', [6]],
    ['/media/Ronin 4K.mkv', [8]],
    ['key:k6', [6]],
    ['key:99', [3, 4]],
    ['key:99 S02', [4]],
    ['千尋', [9]],
    ['1917', [10]],
    ['10', [10]],
    ['nothing', []],
    ['', []],
    ['!?', []]
  ])('%s', (text, ids) => {
    expect(pinsMeant(text, pins).map(({ id }) => id)).toEqual(ids)
  })
})
