/** How often a list is asked for, what stands while Trakt is silent, and how changes are told. */
import { describe, expect, it } from 'vitest'
import type { Memory } from '#ports/store.ts'
import type { TraktAnswer, TraktTitle } from '#ports/trakt/trakt.ts'
import { changeOf, changeSentence, readKeptList } from './kept-list.ts'
import { createListReader, type ListReader } from './reader.ts'
import type { Tracked } from './tracked.ts'

const minute = 60_000
const intervalMs = 5 * minute
const day = 24 * 60 * minute

const title = (name: string): TraktTitle => ({ type: 'movie', title: name, year: 2001, guids: [`imdb://${name}`] })
const list = (...names: readonly string[]): TraktAnswer => ({
  kind: 'list',
  titles: names.map(title),
  validator: `tag of ${names}`
})
const tracked: Tracked = {
  id: 'trending movies 10',
  source: "Trakt's trending movies",
  wish: { kind: 'chart', list: 'trending movies' },
  holds: 'movie'
}

const setUp = () => {
  const kept = new Map<string, string>()
  const memory: Memory = { get: async (name) => kept.get(name), set: async (name, value) => void kept.set(name, value) }
  let now = 1_000_000_000
  const known: (string | undefined)[] = []
  let answer: () => TraktAnswer | Promise<TraktAnswer> = () => list('a')
  const clock = { now: () => now, after: () => ({ cancel: () => undefined }) }
  let reader: ListReader = createListReader({ memory, clock, intervalMs })
  return {
    kept,
    asked: known,
    read: (when: 'due' | 'now' = 'due') =>
      reader.read(
        tracked,
        async (validator) => {
          known.push(validator)
          return answer()
        },
        when
      ),
    reader: () => reader,
    says: (next: typeof answer) => {
      answer = next
    },
    later: (ms: number) => {
      now += ms
    },
    restart: () => {
      reader = createListReader({ memory, clock, intervalMs })
    }
  }
}

const fails = (): never => {
  throw new Error('503')
}

describe('a list', () => {
  it('is asked for once in the interval to the millisecond, over restarts too, also when nothing on it changes', async () => {
    const { read, later, restart, asked, reader } = setUp()
    for (let turn = 1; turn <= 5; turn += 1) {
      await read()
      later(intervalMs - 1)
      restart()
      expect((await read()).answer.kind).toBe('fresh')
      expect(asked).toHaveLength(turn)
      expect(await reader().dueAt(tracked)).toBe(1_000_000_000 + turn * intervalMs)
      later(1)
    }
  })

  it('is asked for at once when somebody says so, and by one question when two ask together', async () => {
    const { read, asked } = setUp()
    await read()
    await Promise.all([read('now'), read('now')])
    expect(asked).toHaveLength(2)
  })

  it('sends along what came with the last answer, and stands when nothing has changed', async () => {
    const { read, says, asked } = setUp()
    await read()
    says(() => ({ kind: 'unchanged' }))
    const { answer, change } = await read('now')
    expect(asked).toEqual([undefined, 'tag of a'])
    expect(answer).toMatchObject({ kind: 'fresh', value: { titles: [title('a')] } })
    expect(change).toBeUndefined()
  })

  it('stands while Trakt is silent, is asked for again a minute later and not sooner, and tells since when', async () => {
    const { read, says, later, asked, reader } = setUp()
    await read()
    later(intervalMs)
    says(fails)
    for (const wait of [0, 30_000, 29_999]) {
      later(wait)
      expect((await read()).answer).toMatchObject({
        kind: 'standing',
        at: 1_000_000_000,
        value: { titles: [title('a')] }
      })
    }
    expect(asked).toHaveLength(2)
    expect(reader().trouble(tracked)).toBe('503')
    later(1)
    says(() => list('b'))
    expect((await read()).change).toEqual({ came: [title('b')], went: [title('a')] })
    expect(reader().trouble(tracked)).toBeUndefined()
  })

  it('is silent where nothing is known, and believed to be empty only after a day', async () => {
    const { read, says, later } = setUp()
    says(fails)
    expect((await read()).answer.kind).toBe('silent')
    later(minute)
    says(() => list('a'))
    expect((await read()).change).toEqual({ came: [title('a')], went: [] })
    says(() => list())
    expect((await read('now')).answer).toMatchObject({ kind: 'standing', value: { titles: [title('a')] } })
    later(day)
    expect((await read()).answer).toMatchObject({ kind: 'fresh', value: { titles: [] } })
  })

  it.each(['', 'no json', '[]', '{"trending movies 10":"yesterday"}', '{"trending movies 10":9999999999999}'])(
    'is asked for anew when what was kept of its time is damaged or from the future: %s',
    async (text) => {
      const { kept, read, asked, restart } = setUp()
      await read()
      kept.set('trakt.read-at', text)
      restart()
      await read()
      expect(asked).toHaveLength(2)
    }
  )

  it('that is forgotten was never known', async () => {
    const { read, reader, asked } = setUp()
    await read()
    await reader().forget(tracked)
    expect(await reader().known(tracked)).toBeUndefined()
    expect((await read()).change).toEqual({ came: [title('a')], went: [] })
    expect(asked).toEqual([undefined, undefined])
  })

  it('leaves nothing under way when the program closes', async () => {
    const { read, says, reader } = setUp()
    says(() => new Promise<TraktAnswer>((resolve) => setImmediate(() => resolve(list('a')))))
    const reading = read().catch(() => 'broken off')
    await reader().close()
    expect(await reading).toBeDefined()
  })
})

describe('what came and went', () => {
  it('is told by name, five of each at most, and order is no change', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(title)
    expect(changeOf(names, names.toReversed())).toBeUndefined()
    const change = changeOf([title('z')], names)
    expect(change && changeSentence(tracked.source, change)).toBe(
      "Trakt's trending movies: new is a (2001), b (2001), c (2001), d (2001), e (2001) and 2 more; no longer there is z (2001)."
    )
  })

  it.each([undefined, 5, {}, { titles: 5 }, { titles: [{}] }, { titles: [{ ...title('a'), guids: [5] }] }])(
    'what was kept as %j is none',
    (kept) => {
      expect(readKeptList(kept)).toBeUndefined()
    }
  )

  it('what was kept is read as it was', () => {
    const kept = { titles: [title('a'), { ...title('b'), type: 'show', year: undefined }], validator: undefined }
    expect(readKeptList(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  })
})
