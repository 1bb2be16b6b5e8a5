/** Handing out posters: of what the library holds, once for many who ask, old rather than none, and a Plex without pictures is left alone. */
import { expect, it } from 'vitest'
import type { KeptPicture, Picture } from '#ports/pictures/pictures.ts'
import { Failure } from '#src/failure.ts'
import { createPosters } from './posters.ts'

const picture: Picture = { type: 'image/png', bytes: new Uint8Array([1, 2, 3]) }
const away = new Failure('plex.unreachable', { sentence: 'Away.', retry: 'soon' })
const day = 24 * 60 * 60_000

const aDesk = (answer: () => Promise<Picture | undefined> = async () => picture) => {
  const shelf = new Map<string, KeptPicture>()
  const asked: string[] = []
  const state = { now: 100 * day, server: 'ours' }
  const handOut = createPosters({
    server: {
      readPicture: ({ ratingKey, width }) => {
        asked.push(`${ratingKey} ${width}`)
        return answer()
      }
    },
    pictures: { read: async (name) => shelf.get(name), keep: async (name, kept) => void shelf.set(name, kept) },
    has: (key) => key !== '404',
    ourServer: async () => state.server,
    clock: { now: () => state.now }
  })
  return { handOut, shelf, asked, state }
}

it('asks nobody for what the library does not hold', async () => {
  const { handOut, asked } = aDesk()
  expect(await handOut('404', 'small')).toEqual({ kind: 'unknown' })
  expect(asked).toEqual([])
})

it('asks once for many, each size on its own, and not again while it is fresh', async () => {
  const { handOut, asked, state } = aDesk()
  const all = await Promise.all([handOut('1', 'small'), handOut('1', 'small'), handOut('1', 'medium')])
  expect(all.map(({ kind }) => kind)).toEqual(['picture', 'picture', 'picture'])
  await handOut('1', 'small')
  expect(asked).toEqual(['1 120', '1 320'])
  state.now += 8 * day
  await handOut('1', 'small')
  expect(asked).toHaveLength(3)
})

it('does not take the picture of another server', async () => {
  const { handOut, asked, state } = aDesk()
  await handOut('1', 'small')
  state.server = 'another'
  await handOut('1', 'small')
  expect(asked).toHaveLength(2)
})

it('hands out an old picture while Plex is silent, and leaves it alone meanwhile', async () => {
  let isAway = false
  const { handOut, asked, state } = aDesk(async () => {
    if (isAway) throw away
    return picture
  })
  await handOut('1', 'small')
  isAway = true
  state.now += 8 * day
  expect(await handOut('1', 'small')).toMatchObject({ kind: 'picture' })
  expect(await handOut('2', 'small')).toEqual({ kind: 'silent' })
  expect(asked).toHaveLength(2)
  isAway = false
  state.now += 60_000
  expect(await handOut('2', 'small')).toMatchObject({ kind: 'picture' })
})

it('remembers what has none for a while', async () => {
  const { handOut, asked, state } = aDesk(async () => undefined)
  for (let n = 0; n < 3; n += 1) expect(await handOut('1', 'small')).toEqual({ kind: 'none' })
  expect(asked).toHaveLength(1)
  state.now += 2 * 60 * 60_000
  await handOut('1', 'small')
  expect(asked).toHaveLength(2)
})

it('does not let more wait than a page asks for', async () => {
  const { handOut, asked } = aDesk(() => new Promise(() => undefined))
  for (let n = 1000; n < 1100; n += 1) void handOut(String(n), 'small')
  await new Promise((resolve) => setImmediate(resolve))
  expect(await handOut('1', 'small')).toEqual({ kind: 'silent' })
  expect(asked).toHaveLength(100)
})
