/** Tokens that die, are renewed once, and are never used before they are kept; and codes that are asked about in peace. */
import { describe, expect, it } from 'vitest'
import { type Secret, secret } from '#core/model/secret.ts'
import type { TraktCodeState, TraktTokens } from '#ports/trakt/trakt.ts'
import { Failure } from '#src/failure.ts'
import { createCodeDesk } from './codes.ts'
import { createSignIns } from './sign-ins.ts'

const hour = 3_600_000
const lives = 24 * hour

const setUp = () => {
  const kept = new Map<string, string>()
  const sealed = new Map<string, Secret>()
  const renewed: string[] = []
  let now = 1_000_000_000
  let renew = async (refresh: Secret): Promise<TraktTokens> => tokens(`${refresh.reveal()}+`)
  const clock = { now: () => now, after: () => ({ cancel: () => undefined }) }
  const open = () =>
    createSignIns({
      clock,
      memory: { get: async (name) => kept.get(name), set: async (name, value) => void kept.set(name, value) },
      vault: {
        read: async (name) => sealed.get(name),
        write: async (name, value) => void sealed.set(name, value),
        forget: async (name) => void sealed.delete(name)
      },
      trakt: {
        renew: (refresh) => {
          renewed.push(refresh.reveal())
          return renew(refresh)
        }
      }
    })
  return {
    kept,
    sealed,
    renewed,
    clock,
    open,
    later: (ms: number) => {
      now += ms
    },
    renewing: (next: typeof renew) => {
      renew = next
    }
  }
}

const tokens = (name: string): TraktTokens => ({
  access: secret(`access of ${name}`),
  refresh: secret(name),
  livesMs: lives
})
const mia = { personId: '7', name: 'Mia', account: 'mia' }
const failure = (code: 'trakt.unreachable' | 'trakt.token-refused'): Failure =>
  new Failure(code, { sentence: 'No.', retry: 'later' })

describe('a sign-in', () => {
  it('is kept over restarts, its tokens in the vault alone', async () => {
    const { open, kept } = setUp()
    await open().keep(mia, tokens('first'))
    const again = open()
    expect(await again.all()).toEqual([{ ...mia, since: 1_000_000_000, isLost: false }])
    expect((await again.token('7')).reveal()).toBe('access of first')
    expect([...kept.values()].join()).not.toContain('first')
  })

  it('is renewed when four fifths of its life are over, once however many ask, and what came is kept first', async () => {
    const { open, later, renewed, sealed } = setUp()
    const signIns = open()
    await signIns.keep(mia, tokens('first'))
    later(0.8 * lives - 1)
    expect((await signIns.token('7')).reveal()).toBe('access of first')
    later(1)
    const both = await Promise.all([signIns.token('7'), signIns.token('7')])
    expect(both.map((token) => token.reveal())).toEqual(['access of first+', 'access of first+'])
    expect(renewed).toEqual(['first'])
    expect(sealed.get('trakt.7')?.reveal()).toContain('access of first+')
    expect((await open().token('7')).reveal()).toBe('access of first+')
  })

  it('whose token Trakt refuses before its time is renewed once', async () => {
    const { open, renewed } = setUp()
    const signIns = open()
    await signIns.keep(mia, tokens('first'))
    expect((await signIns.token('7', secret('access of first'))).reveal()).toBe('access of first+')
    expect((await signIns.token('7', secret('access of first'))).reveal()).toBe('access of first+')
    expect(renewed).toEqual(['first'])
  })

  it('goes on with its old token through an outage for as long as that lives', async () => {
    const { open, later, renewing } = setUp()
    const signIns = open()
    await signIns.keep(mia, tokens('first'))
    renewing(() => Promise.reject(failure('trakt.unreachable')))
    later(0.9 * lives)
    expect((await signIns.token('7')).reveal()).toBe('access of first')
    later(0.1 * lives)
    await expect(signIns.token('7')).rejects.toThrow('No.')
    expect((await signIns.all())[0]?.isLost).toBe(false)
  })

  it('is lost when Trakt refuses to renew it, says so from then on, and is asked for no more', async () => {
    const { open, later, renewing, renewed } = setUp()
    const signIns = open()
    await signIns.keep(mia, tokens('first'))
    renewing(() => Promise.reject(failure('trakt.token-refused')))
    later(lives)
    await expect(signIns.token('7')).rejects.toThrow('The sign-in of Mia at Trakt counts no longer.')
    await expect(open().token('7')).rejects.toThrow('counts no longer')
    expect(renewed).toEqual(['first'])
    expect(await open().all()).toMatchObject([{ isLost: true }])
  })

  it('is lost when its tokens cannot be read any more', async () => {
    const { open, sealed } = setUp()
    await open().keep(mia, tokens('first'))
    sealed.set('trakt.7', secret('damaged'))
    await expect(open().token('7')).rejects.toThrow('counts no longer')
  })

  it('that is forgotten leaves nothing, and gives what is to be taken back', async () => {
    const { open, sealed } = setUp()
    const signIns = open()
    await signIns.keep(mia, tokens('first'))
    expect((await signIns.forget('7'))?.reveal()).toBe('access of first')
    expect([sealed.size, await open().all()]).toEqual([0, []])
    await expect(signIns.token('7')).rejects.toThrow('counts no longer')
  })
})

describe('a code', () => {
  const openDesk = () => {
    const world = setUp()
    const signIns = world.open()
    const states: TraktCodeState[] = []
    const asked: number[] = []
    const desk = createCodeDesk({
      signIns,
      clock: world.clock,
      signedIn: () => undefined,
      trakt: {
        beginCode: async () => ({
          deviceCode: secret('device'),
          userCode: 'ABCD1234',
          page: 'https://trakt.example/activate',
          expiresAt: world.clock.now() + 600_000,
          intervalMs: 5000
        }),
        codeState: async () => {
          asked.push(world.clock.now() - 1_000_000_000)
          const state = states.shift()
          if (state === undefined) throw failure('trakt.unreachable')
          return state
        },
        accountName: () => Promise.reject(failure('trakt.unreachable'))
      }
    })
    return { ...world, desk, states, asked, signIns }
  }
  const whose = { personId: '7', name: 'Mia' }

  it('is asked about no oftener than Trakt likes, and less often when it says so', async () => {
    const { desk, states, asked, later } = openDesk()
    const { id } = await desk.begin(whose)
    states.push({ kind: 'waiting' }, { kind: 'slower' }, { kind: 'waiting' })
    for (let second = 1; second <= 25; second += 1) {
      later(1000)
      await Promise.all([desk.ask(id), desk.ask(id)])
    }
    expect(asked).toEqual([5000, 10_000, 20_000])
  })

  it('keeps the sign-in also when Trakt does not say whose account it is', async () => {
    const { desk, states, later, signIns } = openDesk()
    const { id } = await desk.begin(whose)
    states.push({ kind: 'done', tokens: tokens('first') })
    later(5000)
    expect(await desk.ask(id)).toMatchObject({
      step: 'done',
      sentence: expect.stringMatching(/^Signed in to Trakt\. /u)
    })
    expect(await signIns.all()).toMatchObject([{ personId: '7', name: 'Mia', account: undefined }])
    expect(await desk.ask(id)).toBeUndefined()
  })

  it('waits on through an outage and says what stands in the way; it ends with a no, or when its time is over', async () => {
    const { desk, states, later } = openDesk()
    const denied = await desk.begin(whose)
    later(5000)
    expect(await desk.ask(denied.id)).toMatchObject({ step: 'waiting', trouble: 'No.' })
    states.push({ kind: 'denied' })
    later(5000)
    expect(await desk.ask(denied.id)).toMatchObject({ step: 'ended', sentence: expect.stringMatching(/said no/u) })
    const late = await desk.begin(whose)
    later(600_000)
    expect(await desk.ask(late.id)).toMatchObject({ step: 'ended', sentence: expect.stringMatching(/in time/u) })
    const dropped = await desk.begin(whose)
    desk.cancel(dropped.id)
    expect(await desk.ask(dropped.id)).toBeUndefined()
  })

  it('is one of eight at the most', async () => {
    const { desk, later } = openDesk()
    for (let n = 0; n < 8; n += 1) await desk.begin(whose)
    await expect(desk.begin(whose)).rejects.toThrow('8 sign-ins to Trakt are under way already')
    later(600_000)
    expect((await desk.begin(whose)).step).toBe('waiting')
  })
})
