/** Puts the room of pins together: what people order, and the source of wants that follows from it. */
import type { Settings } from '@pcu/contract'
import { roadsOf } from '#engine/layout.ts'
import type { KnownLibrary } from '#engine/library/known.ts'
import { knownServer } from '#engine/server-identity.ts'
import { createPinSource, type PinSourceDeps } from '#engine/sources/pins.ts'
import type { PinStore } from '#ports/pins.ts'
import type { Memory } from '#ports/store.ts'
import type { WantSource } from '#ports/want-source.ts'
import { createPinDesk, type PinDeps, type PinDesk } from './pins.ts'

/** What it needs. */
interface OpenPins extends Omit<PinDeps, 'roads' | 'ourServer'>, Pick<PinSourceDeps, 'problems'> {
  readonly library: KnownLibrary
  readonly memory: Memory
  readonly settings: Settings
}

/** The room. */
export interface PinRoom {
  readonly store: PinStore
  readonly desk: PinDesk
  readonly source: WantSource
}

/** What has ended holds nothing, from that very moment on. */
const withoutEnded = ({ pins, clock }: Pick<OpenPins, 'pins' | 'clock'>): PinStore => ({
  ...pins,
  all: async () => (await pins.all()).filter(({ untilAt }) => untilAt === undefined || clock.now() < untilAt)
})

/** Opens it; asks nobody. */
export const openPins = (deps: OpenPins): PinRoom => {
  const ourServer = () => knownServer(deps.memory)
  const pins = withoutEnded(deps)
  return {
    store: pins,
    desk: createPinDesk({ ...deps, pins, ourServer, roads: () => roadsOf(deps.settings) }),
    source: createPinSource({ ...deps, pins, ourServer })
  }
}
