/** The household as the engine reads it, with the real adapters in front of simulated services. Nothing is kept but in memory. */

import { resolveSettings } from '@pcu/contract'
import { createPlexCloud } from '#adapters/plex/cloud/index.ts'
import { createPlex } from '#adapters/plex/index.ts'
import { type Secret, secret } from '#core/model/secret.ts'
import { type Discovery, discover } from '#engine/discover.ts'
import { createPeople, type People } from '#engine/people/people.ts'
import type { Clock } from '#ports/clock.ts'
import type { MediaServer } from '#ports/media-server.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import type { Memory } from '#ports/store.ts'
import type { Vault } from '#ports/vault.ts'
import type { Household } from '#test/fakes/household/index.ts'
import { driven } from './driven-clock.ts'

/** A memory that forgets when the test ends. */
const memoryOf = (kept: Map<string, string>): Memory => ({
  get: async (name) => kept.get(name),
  set: async (name, value) => void kept.set(name, value)
})

const vaultOf = (kept: Map<string, Secret>): Vault => ({
  read: async (name) => kept.get(name),
  write: async (name, value) => void kept.set(name, value),
  forget: async (name) => void kept.delete(name)
})

/** What one run hears. */
export type Heard = Discovery

/** One life of the program, as far as people go. */
export interface Reader {
  readonly people: People
  readonly server: MediaServer
  readonly cloud: PlexCloud
  /** Everything kept in clear. */
  readonly memory: ReadonlyMap<string, string>
  hear(): Promise<Heard>
  /** Another life with what was kept. */
  restart(): Promise<Reader>
  close(): Promise<void>
}

interface Kept {
  readonly memory: Map<string, string>
  readonly vault: Map<string, Secret>
}

/** Opens a reader of a household. */
export const readerOf = (
  house: Household,
  facts: {
    readonly env?: Readonly<Record<string, string>>
    readonly clock?: Clock
    /** Real time after which a question that is under way is given up, milliseconds. Left out: the program's own patience, which no quick test sees the end of. */
    readonly impatientMs?: number
  } = {},
  kept: Kept = { memory: new Map(), vault: new Map() }
): Reader => {
  const patienceMs = 10_000
  const { impatientMs } = facts
  const driving = driven(house.clock, { patienceMs, impatientMs })
  const clock = facts.clock ?? driving
  const shared = {
    clientIdentifier: '00000000-0000-4000-8000-000000000001',
    version: '0.1.0',
    timeoutMs: patienceMs,
    clock
  }
  const server = createPlex({
    ...shared,
    url: house.plex.url,
    token: house.plex.token('owner'),
    tlsInsecure: false,
    restMs: 0,
    timeoutMs: impatientMs ?? patienceMs
  })
  const cloud = createPlexCloud({ ...shared, addresses: house.cloud.urls })
  const ownerToken = secret(house.cloud.control.accountToken('owner'))
  let machine: string | undefined
  const people = createPeople({
    server,
    cloud,
    vault: vaultOf(kept.vault),
    memory: memoryOf(kept.memory),
    clock,
    settings: resolveSettings({ env: { PLEX_URL: house.plex.url, ...facts.env }, saved: {} }).settings,
    ownerToken: async () => ownerToken,
    machineIdentifier: async () => {
      machine ??= (await server.identify(new AbortController().signal)).machineIdentifier
      return machine
    }
  })
  const close = async (): Promise<void> => {
    await people.close()
    await Promise.all([server.close(), cloud.close()])
    driving.stop()
  }
  return {
    people,
    server,
    cloud,
    memory: kept.memory,
    hear: () => discover({ server, sources: people.sources, clock }, new AbortController().signal),
    restart: async () => {
      await close()
      return readerOf(house, facts, kept)
    },
    close
  }
}
