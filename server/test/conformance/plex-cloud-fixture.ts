/** The cloud's client in front of the simulated cloud, with time that passes only while the client waits for it. */
import { createPlexCloud } from '#adapters/plex/cloud/index.ts'
import type { PlexCloudSettings } from '#adapters/plex/cloud/settings.ts'
import { type Secret, secret } from '#core/model/secret.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import { driven } from '#test/builders/driven-clock.ts'
import type { FakeCloud, FakeCloudOptions } from '#test/fakes/cloud/index.ts'
import { type SmallCloud, startSmallCloud } from '#test/fakes/cloud/small-cloud.ts'

export const clientIdentifier = '00000000-0000-4000-8000-000000000001'

const patienceMs = 15_000

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
  const clock = driven(fake.clock, { patienceMs, impatientMs })
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
