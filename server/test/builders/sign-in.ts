/** A desk for signing in, with the real adapters in front of simulated services; time passes when a test says so. */
import { defaultSettings, type SignIn } from '@pcu/contract'
import { systemClock } from '#adapters/clock.ts'
import { createPlexCloud } from '#adapters/plex/cloud/index.ts'
import { createServerTrial } from '#adapters/plex/trial.ts'
import type { Secret } from '#core/model/secret.ts'
import { createDesk, type Desk, type DeskDeps } from '#engine/sign-in/desk.ts'
import { createTokenProvider } from '#engine/sign-in/token-provider.ts'
import type { TokenProvider } from '#ports/token-provider.ts'
import type { FakeCloud } from '#test/fakes/cloud/index.ts'

/** What a test may decide. */
export interface SigningFacts {
  /** PLEX_URL as it stands. */
  readonly address?: string
  /** PLEX_TOKEN. */
  readonly setting?: string
  readonly deps?: Partial<DeskDeps>
}

/** A desk and what it did. */
export interface Signing {
  readonly desk: Desk
  readonly tokens: TokenProvider
  /** What is kept in clear. */
  readonly memory: Map<string, string>
  /** Addresses that were saved, and `reopened`. */
  readonly doings: readonly string[]
  readonly bugs: readonly unknown[]
  /** Lets so much time pass and asks. */
  ask(browser: string, ms?: number): Promise<SignIn | undefined>
  /** Asks until the state is another one than these. */
  askPast(browser: string, ...steps: readonly SignIn['step'][]): Promise<SignIn | undefined>
  close(): Promise<void>
}

/** Opens a desk at a simulated cloud. */
export const aDesk = async (house: FakeCloud, facts: SigningFacts = {}): Promise<Signing> => {
  const clock = { ...systemClock, now: house.clock.now }
  const { plexTv, discover, community, rss } = house.urls
  const shared = { clientIdentifier: '00000000-0000-4000-8000-000000000002', version: '0.1.0', timeoutMs: 4000 }
  const cloud = createPlexCloud({
    ...shared,
    clock,
    addresses: { plexTv, discover, community, rss },
    backoff: { firstMs: 1, mostMs: 2 }
  })
  const kept = new Map<string, Secret>()
  const memory = new Map<string, string>()
  const memoryPort = {
    get: async (name: string) => memory.get(name),
    set: async (name: string, value: string) => void memory.set(name, value)
  }
  const vault = {
    read: async (name: string) => kept.get(name),
    write: async (name: string, value: Secret) => void kept.set(name, value),
    forget: async (name: string) => void kept.delete(name)
  }
  const tokens = await createTokenProvider({ vault, memory: memoryPort, setting: () => facts.setting ?? '' })
  const doings: string[] = []
  const bugs: unknown[] = []
  let address = facts.address ?? defaultSettings().plex.url
  const desk = createDesk({
    cloud,
    clock,
    tokens,
    memory: memoryPort,
    trial: createServerTrial({ ...shared, timeoutMs: 1000, tlsInsecure: false }),
    address: () => address,
    door: {
      address: () => address,
      save: async (url) => {
        address = url ?? ''
        doings.push(`saved ${address}`)
      },
      reopen: () => void doings.push('reopened')
    },
    isRunning: () => false,
    forgetPositions: () => void doings.push('forgot positions'),
    guests: { welcome: async () => undefined },
    taken: () => undefined,
    onBug: (thrown) => void bugs.push(thrown),
    ...facts.deps
  })
  const ask: Signing['ask'] = (browser, ms = 2000) => {
    house.clock.advance(ms)
    return desk.ask(browser)
  }
  return {
    desk,
    tokens,
    memory,
    doings,
    bugs,
    ask,
    askPast: async (browser, ...steps) => {
      for (let tries = 0; tries < 300; tries += 1) {
        const now = await ask(browser, tries === 0 ? 2000 : 10)
        if (now === undefined || !steps.includes(now.step)) return now
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      throw new Error(`it stays ${steps.join(' or ')}`)
    },
    close: async () => {
      desk.close()
      await cloud.close()
    }
  }
}
