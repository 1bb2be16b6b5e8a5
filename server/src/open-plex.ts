/** The walls towards Plex: its server, its cloud, and where the tokens of the household are kept. */
import { randomUUID } from 'node:crypto'
import type { Settings } from '@pcu/contract'
import { systemClock } from '#adapters/clock.ts'
import { openKeyFile } from '#adapters/disk/key/key-file.ts'
import type { LearningLog } from '#adapters/log/index.ts'
import { createPlexCloud } from '#adapters/plex/cloud/index.ts'
import { createPlex } from '#adapters/plex/index.ts'
import { secret } from '#core/model/secret.ts'
import type { Memory } from '#ports/store.ts'
import type { Store } from '#store/open.ts'
import { createVault } from '#store/vault/vault.ts'
import type { AppDeps } from './app.ts'
import { version } from './version.ts'

/** What opening needs. */
interface OpenPlex extends Pick<Store, 'db'> {
  readonly memory: Memory
  readonly log: LearningLog
  readonly settings: Settings
  /** Where the key of the vault lies, or will. */
  readonly keyFile: string
  readonly dryRun: boolean
}

const clientIdentifier = async (memory: Memory): Promise<string> => {
  const name = 'plex.client-identifier'
  const known = await memory.get(name)
  if (known !== undefined) return known
  const made = randomUUID()
  await memory.set(name, made)
  return made
}

/** Where nothing may change the key is one of the moment: what is kept cannot be read, and is not asked for either. */
const openVault = ({ db, log, keyFile, dryRun }: OpenPlex): AppDeps['vault'] => {
  const { key, warnings } = openKeyFile(keyFile, !dryRun)
  for (const warning of warnings) log.write('WARNING', warning)
  return createVault(db, { key, learn: log.learn })
}

/** Opens all of it; nothing is sent yet. Throws Failure `store.broken` when the key file is of no use. */
export const openPlex = async (open: OpenPlex): Promise<Pick<AppDeps, 'server' | 'cloud' | 'vault' | 'ownerToken'>> => {
  const { memory, log, settings } = open
  const { plex } = settings
  const clock = systemClock
  const shared = {
    clientIdentifier: await clientIdentifier(memory),
    timeoutMs: plex.timeoutSeconds * 1000,
    version,
    clock
  }
  return {
    server: createPlex({
      ...shared,
      url: plex.url,
      token: plex.token,
      tlsInsecure: plex.tlsInsecure,
      log: (sentence) => log.write('DEBUG', sentence)
    }),
    cloud: createPlexCloud({
      ...shared,
      addresses: { plexTv: plex.tvUrl, discover: plex.discoverUrl, community: plex.communityUrl, rss: plex.rssUrl },
      learn: log.learn
    }),
    vault: openVault(open),
    ownerToken: async () => (plex.token === '' ? undefined : secret(plex.token))
  }
}
