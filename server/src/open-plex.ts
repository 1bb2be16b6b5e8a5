/** The walls towards Plex: its server, its cloud, and where the tokens of the household are kept. */
import { randomUUID } from 'node:crypto'
import type { Settings } from '@pcu/contract'
import { openKeyFile } from '#adapters/disk/key/key-file.ts'
import type { LearningLog } from '#adapters/log/index.ts'
import { createPlexCloud } from '#adapters/plex/cloud/index.ts'
import { openPlexServer } from '#adapters/plex/reopen.ts'
import { createServerTrial } from '#adapters/plex/trial.ts'
import { createTokenProvider } from '#engine/sign-in/token-provider.ts'
import type { Clock } from '#ports/clock.ts'
import type { Memory } from '#ports/store.ts'
import type { Store } from '#store/open.ts'
import { createVault } from '#store/vault/vault.ts'
import type { AppDeps } from './app.ts'
import { type SettingsSource, savedAddress } from './settings-source.ts'
import { version } from './version.ts'

/** What opening needs. */
interface OpenPlex extends Pick<Store, 'db'> {
  readonly memory: Memory
  readonly log: LearningLog
  readonly settings: Settings
  readonly clock: Clock
  /** Where an address is saved that somebody chooses. */
  readonly saved: SettingsSource
  /** Where the key of the vault lies, or will. */
  readonly keyFile: string
  /** Nothing is kept, not even a key. */
  readonly readOnly: boolean
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
const openVault = ({ db, log, keyFile, readOnly }: OpenPlex): AppDeps['vault'] => {
  const { key, warnings } = openKeyFile(keyFile, !readOnly)
  for (const warning of warnings) log.write('WARNING', warning)
  return createVault(db, { key, learn: log.learn })
}

/** A trial of one address; a machine that is awake answers in far less, and one that is not is of no use. */
const knockMs = 4000

/** Opens all of it; nothing is sent yet. Throws Failure `store.broken` when the key file is of no use. */
export const openPlex = async (
  open: OpenPlex
): Promise<
  Pick<AppDeps, 'server' | 'cloud' | 'vault' | 'tokens' | 'door'> & {
    readonly trial: ReturnType<typeof createServerTrial>
  }
> => {
  const { memory, log, settings, clock, saved } = open
  const { plex } = settings
  const shared = {
    clientIdentifier: await clientIdentifier(memory),
    timeoutMs: plex.timeoutSeconds * 1000,
    version,
    clock
  }
  const vault = openVault(open)
  const tokens = await createTokenProvider({ vault, memory, setting: () => saved.running().plex.token })
  const { address, save } = savedAddress(saved)
  const { server, reopen } = openPlexServer({
    ...shared,
    address,
    tokens,
    tlsInsecure: plex.tlsInsecure,
    log: (sentence) => log.write('DEBUG', sentence)
  })
  return {
    server,
    cloud: createPlexCloud({
      ...shared,
      addresses: { plexTv: plex.tvUrl, discover: plex.discoverUrl, community: plex.communityUrl, rss: plex.rssUrl },
      learn: log.learn
    }),
    vault,
    tokens,
    trial: createServerTrial({ ...shared, tlsInsecure: plex.tlsInsecure, timeoutMs: knockMs }),
    door: { address, save, reopen }
  }
}
