/** A spread of part 1: random lives in memory, seven modes, deaths and other people. */
import { expect, test } from 'vitest'
import type { Mode } from '#core/model/unit.ts'
import { model } from '#test/prove/model/part.ts'
import { type Command, faultsOf } from '#test/prove/model/run.ts'
import { newTally } from '#test/prove/part.ts'
import { proveQuickly } from './prove-quickly.ts'

proveQuickly(model)

const episode = { side: 'pool', file: 2 } as const

/** Counter-examples of earlier campaigns. */
const lives: readonly (readonly [string, Mode, readonly Command[]])[] = [
  [
    'a new version where the copy was deleted, in front of the original',
    { presentation: 'union', original: 'keep' },
    [
      { do: 'cache', unit: 1, diesAt: 0 },
      { do: 'deed', kind: 'delete', ...episode },
      { do: 'deed', kind: 'put', ...episode },
      { do: 'return', unit: 1, diesAt: 0 }
    ]
  ],
  [
    'a new version where a return that died had taken the copy away',
    { presentation: 'union', original: 'keep' },
    [
      { do: 'cache', unit: 1, diesAt: 22 },
      { do: 'return', unit: 1, diesAt: 12 },
      { do: 'deed', kind: 'put', ...episode },
      { do: 'cache', unit: 0, diesAt: 0 }
    ]
  ],
  [
    'a new version where the copy was deleted below its link',
    { presentation: 'bare', original: 'keep' },
    [
      { do: 'cache', unit: 1, diesAt: 0 },
      { do: 'deed', kind: 'delete', ...episode },
      { do: 'deed', kind: 'put', ...episode },
      { do: 'cache', unit: 0, diesAt: 1 }
    ]
  ],
  [
    'a copy that was written to and whose original was deleted',
    { presentation: 'bare', original: 'keep' },
    [
      { do: 'cache', unit: 1, diesAt: 0 },
      { do: 'deed', kind: 'rewrite', ...episode },
      { do: 'deed', kind: 'delete', side: 'array', file: 2 }
    ]
  ],
  ...(['bare', 'union'] as const).map(
    (presentation) =>
      [
        `another file where the original had just been removed, ${presentation}`,
        { presentation, original: 'remove' },
        [
          { do: 'cache', unit: 0, diesAt: 28 },
          { do: 'deed', kind: 'put', side: 'array', file: 1 },
          { do: 'deed', kind: 'put', side: 'array', file: 0 }
        ]
      ] as const
  ),
  [
    'a disk that is back after a recovery without it',
    { presentation: 'union', original: 'keep' },
    [
      { do: 'cache', unit: 0, diesAt: 2 },
      { do: 'unmount', side: 'array' },
      { do: 'cache', unit: 0, diesAt: 1 },
      { do: 'mount', side: 'array' },
      { do: 'cache', unit: 1, diesAt: 30 }
    ]
  ]
]

test.each(lives)('%s', async (_name, mode, commands) => {
  expect(await faultsOf({ mode, commands }, newTally())).toEqual([])
})
