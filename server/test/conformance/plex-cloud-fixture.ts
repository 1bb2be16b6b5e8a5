/** The cloud's client in front of the simulated cloud, with time that passes only while the client waits for it. */
import { createPlexCloud } from '#adapters/plex/cloud/index.ts'
import type { PlexCloudSettings } from '#adapters/plex/cloud/settings.ts'
import { type Secret, secret } from '#core/model/secret.ts'
import type { Clock } from '#ports/clock.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import type { FakeCloud, FakeCloudOptions } from '#test/fakes/cloud/index.ts'
import { type SmallCloud, startSmallCloud } from '#test/fakes/cloud/small-cloud.ts'
import type { VirtualClock } from '#test/fakes/kit/clock.ts'

export const clientIdentifier = '00000000-0000-4000-8000-000000000001'

const patienceMs = 15_000

/** A clock that jumps to the next moment somebody waits for, as long as no request is under way. */
interface DrivenClock extends Clock {
  stop(): void
}

/**
 * `impatientMs`: real time after which also a request that is under way is given up, by moving on to the end of its patience.
 * Left out: such a request is waited for.
 */
const driven = (virtual: VirtualClock, impatientMs = Number.POSITIVE_INFINITY): DrivenClock => {
  const timers = new Map<object, { readonly at: number; readonly isPatience: boolean }>()
  let changedAt = performance.now()
  const changed = (): void => {
    changedAt = performance.now()
  }
  const step = (): void => {
    const pending = [...timers.values()]
    if (pending.length === 0) return
    const busy = pending.some(({ isPatience }) => isPatience)
    if (busy && performance.now() - changedAt < impatientMs) return
    virtual.advance(Math.max(0, Math.min(...pending.map(({ at }) => at)) - virtual.now()))
  }
  const ticker = setInterval(step, 1)
  return {
    now: virtual.now,
    after: (ms, call) => {
      const timer = {}
      const cancel = virtual.after(ms, () => {
        timers.delete(timer)
        changed()
        call()
      })
      timers.set(timer, { at: virtual.now() + ms, isPatience: ms === patienceMs })
      changed()
      return {
        cancel: () => {
          timers.delete(timer)
          changed()
          cancel()
        }
      }
    },
    stop: () => clearInterval(ticker)
  }
}

/** A simulated cloud and its client. */
export interface CloudStage extends Pick<SmallCloud, 'plex'> {
  readonly fake: FakeCloud
  readonly client: PlexCloud
  /** Every token that the client told the log. */
  readonly learnt: ReadonlySet<string>
  readonly signal: AbortSignal
  token(person: string): Secret
  /** Another client with the same settings, as after a restart. */
  another(settings?: Partial<PlexCloudSettings>): PlexCloud
  close(): Promise<void>
}

/** Opens both. */
export const openCloudStage = async (
  options: FakeCloudOptions = {},
  settings: Partial<PlexCloudSettings> & { readonly impatientMs?: number } = {}
): Promise<CloudStage> => {
  const { plex, cloud: fake, close } = await startSmallCloud(options)
  const { impatientMs, ...own } = settings
  const clock = driven(fake.clock, impatientMs)
  const learnt = new Set<string>()
  const clients: PlexCloud[] = []
  const another = (other: Partial<PlexCloudSettings> = {}): PlexCloud => {
    const client = createPlexCloud({
      addresses: fake.urls,
      clientIdentifier,
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
  return {
    plex,
    fake,
    learnt,
    client: another(),
    signal: new AbortController().signal,
    token: (person) => secret(fake.control.accountToken(person)),
    another,
    close: async () => {
      await Promise.all(clients.map((client) => client.close()))
      clock.stop()
      await close()
    }
  }
}
