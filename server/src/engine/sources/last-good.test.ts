import { describe, expect, it } from 'vitest'
import type { Clock } from '#ports/clock.ts'
import type { Memory } from '#ports/store.ts'
import { createLastGood, type Question } from './last-good.ts'

const hour = 3_600_000

const setUp = () => {
  const kept = new Map<string, string>()
  const writes: string[] = []
  let now = 1_000_000_000
  const memory: Memory = {
    get: async (name) => kept.get(name),
    set: async (name, value) => {
      writes.push(value)
      kept.set(name, value)
    }
  }
  const clock: Clock = { now: () => now, after: () => ({ cancel: () => undefined }) }
  let server: string | undefined
  const ourServer = async (): Promise<string | undefined> => server
  let lastGood = createLastGood({ memory, clock, ourServer })
  const question = (
    ask: () => readonly string[],
    facts: Partial<Question<readonly string[]>> = {}
  ): Question<readonly string[]> => ({
    name: 'deck',
    ask: async () => ask(),
    read: (value) => (Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined),
    isEmpty: (value) => value.length === 0,
    signal: new AbortController().signal,
    ...facts
  })
  return {
    kept,
    writes,
    ask: (ask: () => readonly string[], facts?: Partial<Question<readonly string[]>>) =>
      lastGood.ask(question(ask, facts)),
    later: (ms: number) => {
      now += ms
    },
    restart: () => {
      lastGood = createLastGood({ memory, clock, ourServer })
    },
    forget: () => lastGood.forget('deck'),
    ourServerIs: (machineIdentifier: string) => {
      server = machineIdentifier
    }
  }
}

const fails = (): never => {
  throw new Error('500')
}

describe('the last complete answer', () => {
  it('stands while none comes, over a restart too, with the time at which it was given', async () => {
    const { ask, later, restart } = setUp()
    expect(await ask(() => ['a'])).toEqual({ kind: 'fresh', value: ['a'] })
    later(hour)
    restart()
    expect(await ask(fails)).toEqual({ kind: 'standing', value: ['a'], at: 1_000_000_000, detail: expect.any(String) })
    later(hour)
    expect(await ask(() => ['b'])).toEqual({ kind: 'fresh', value: ['b'] })
  })

  it('does not stand for another server, on which the same ids mean something else', async () => {
    const { ask, ourServerIs, restart } = setUp()
    await ask(() => ['before one was known'])
    ourServerIs('one')
    expect(await ask(fails)).toMatchObject({ kind: 'standing' })
    await ask(() => ['a'])
    expect(await ask(fails)).toMatchObject({ kind: 'standing', value: ['a'] })
    ourServerIs('another')
    expect(await ask(fails)).toMatchObject({ kind: 'silent' })
    restart()
    expect(await ask(fails)).toMatchObject({ kind: 'silent' })
    expect(await ask(() => [])).toEqual({ kind: 'fresh', value: [] })
  })

  it('is silence where there never was one, since the first time it was asked in vain', async () => {
    const { ask, later, restart } = setUp()
    await ask(fails)
    later(3 * hour)
    restart()
    expect(await ask(fails)).toMatchObject({ kind: 'silent', since: 1_000_000_000 })
  })

  it('stands for a day when it is empty all at once, then the emptiness is believed', async () => {
    const { ask, later } = setUp()
    await ask(() => ['a'])
    for (const wait of [0, hour, 22 * hour]) {
      later(wait)
      expect(await ask(() => [])).toMatchObject({ kind: 'standing', value: ['a'] })
    }
    later(hour)
    expect(await ask(() => [])).toEqual({ kind: 'fresh', value: [] })
  })

  it('begins to count the day anew when something was in it meanwhile', async () => {
    const { ask, later } = setUp()
    await ask(() => ['a'])
    await ask(() => [])
    later(23 * hour)
    await ask(() => ['a'])
    later(2 * hour)
    expect(await ask(() => [])).toMatchObject({ kind: 'standing' })
  })

  it('lets go at once of what is rightly gone, be the answer empty or an outage', async () => {
    const { ask } = setUp()
    await ask(() => ['seen', 'unseen'])
    const unexplained = (before: readonly string[]) => before.filter((one) => one !== 'seen')
    expect(await ask(() => [], { unexplained })).toMatchObject({ kind: 'standing', value: ['unseen'] })
    expect(await ask(fails, { unexplained })).toMatchObject({ kind: 'standing', value: ['unseen'] })
    expect(await ask(() => [], { unexplained: () => [] })).toEqual({ kind: 'fresh', value: [] })
  })

  it.each(['', 'no json', '{"at":"yesterday"}', '{"at":5,"value":{"x":1}}'])(
    'counts as never known when it is damaged: %s',
    async (text) => {
      const { ask, kept } = setUp()
      kept.set('last-good deck', text)
      expect(await ask(fails)).toMatchObject({ kind: 'silent' })
      expect(await ask(() => ['a'])).toEqual({ kind: 'fresh', value: ['a'] })
    }
  )

  it('that says the same again is written now and then, not every time', async () => {
    const { ask, later, writes } = setUp()
    for (let n = 0; n < 60; n += 1) {
      later(60_000)
      await ask(() => ['a'])
    }
    expect(writes.length).toBeLessThanOrEqual(5)
  })

  it('can be forgotten', async () => {
    const { ask, forget } = setUp()
    await ask(() => ['a'])
    await forget()
    expect(await ask(fails)).toMatchObject({ kind: 'silent' })
  })
})
