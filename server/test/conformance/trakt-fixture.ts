/** Trakt's client in front of the simulated Trakt, with time that passes only while the client waits for it. */
import { createTrakt } from '#adapters/trakt/index.ts'
import type { TraktSettings } from '#adapters/trakt/settings.ts'
import { secret } from '#core/model/secret.ts'
import type { Trakt, TraktTokens } from '#ports/trakt/trakt.ts'
import { driven } from '#test/builders/driven-clock.ts'
import { type FakeTrakt, type FakeTraktOptions, startFakeTrakt, type TitleSpec } from '#test/fakes/trakt/index.ts'

const patienceMs = 30_000

/** A simulated Trakt and its client. */
export interface TraktStage {
  readonly fake: FakeTrakt
  readonly client: Trakt
  /** Every token that the client told the log. */
  readonly learnt: ReadonlySet<string>
  readonly signal: AbortSignal
  /** Somebody signs in. */
  signIn(username: string): Promise<TraktTokens>
  another(settings: Partial<TraktSettings>): Trakt
  close(): Promise<void>
}

/** Films that nobody knows, numbered. */
export const films = (count: number, from = 1): readonly TitleSpec[] =>
  Array.from({ length: count }, (_, at) => ({
    type: 'movie',
    title: `Film ${from + at}`,
    year: 2000,
    imdb: `tt${1_000_000 + from + at}`,
    tmdb: from + at
  }))

/** Opens both. */
export const openTraktStage = async (
  options: FakeTraktOptions = {},
  settings: Partial<TraktSettings> & { readonly impatientMs?: number } = {}
): Promise<TraktStage> => {
  const fake = await startFakeTrakt(options)
  const { impatientMs, ...own } = settings
  const clock = driven(fake.clock, { patienceMs, impatientMs })
  const learnt = new Set<string>()
  const clients: Trakt[] = []
  const another = (other: Partial<TraktSettings>): Trakt => {
    const client = createTrakt({
      url: fake.urls.api,
      authUrl: fake.urls.auth,
      clientId: fake.clientId,
      clientSecret: secret(fake.clientSecret),
      version: '0.1.0',
      timeoutMs: patienceMs,
      clock,
      learn: (token) => learnt.add(token),
      backoff: { firstMs: 0, mostMs: 0 },
      ...own,
      ...other
    })
    clients.push(client)
    return client
  }
  const client = another({})
  const { signal } = new AbortController()
  return {
    fake,
    client,
    learnt,
    signal,
    another,
    signIn: async (username) => {
      const code = await client.beginCode(signal)
      fake.control.approve(code.userCode, username)
      const state = await client.codeState(code.deviceCode, signal)
      if (state.kind !== 'done') throw new Error(`the sign-in is ${state.kind}`)
      return state.tokens
    },
    close: async () => {
      await Promise.all(clients.map((one) => one.close()))
      clock.stop()
      await fake.close()
    }
  }
}
