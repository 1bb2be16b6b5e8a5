/** Pins: how an app on a television, or ours, is let in by a browser that is signed in. */
import type { VirtualClock } from '#test/fakes/kit/clock.ts'
import { hash } from '#test/fakes/kit/random.ts'

export interface Pin {
  readonly id: number
  readonly code: string
  readonly strong: boolean
  readonly client: string
  readonly product: string
  /** Epoch ms. */
  readonly createdAt: number
  readonly expiresAt: number
  /** Who let the app in. */
  linkedTo: string | undefined
  authToken: string | undefined
  polledAt: number | undefined
}

export interface Pins {
  create(wish: { readonly client: string; readonly product: string; readonly strong: boolean }): Pin
  /** Undefined when there is no such pin, when it belongs to another app, or when it has expired. */
  find(id: number, client: string): Pin | undefined
  /** By id or by code; throws when there is none. */
  link(which: number | string, person: string): void
}

/** Pins to be typed live a quarter of an hour, strong ones twice as long. */
const SHORT_MS = 900_000
const STRONG_MS = 1_800_000
const POSSIBLE = 'abcdefghjkmnpqrstuvwxyz23456789'

export function createPins(clock: VirtualClock, seed: number): Pins {
  const pins = new Map<number, Pin>()
  let next = 111_222_333

  function codeOf(id: number, strong: boolean): string {
    const letter = (_: unknown, index: number): string => POSSIBLE.charAt(hash(seed, id, index) % POSSIBLE.length)
    const code = Array.from({ length: strong ? 25 : 4 }, letter).join('')
    return strong ? code : code.toUpperCase()
  }

  const isAlive = (pin: Pin): boolean => pin.expiresAt > clock.now()

  return {
    create: ({ client, product, strong }) => {
      const id = next++
      const createdAt = clock.now()
      const expiresAt = createdAt + (strong ? STRONG_MS : SHORT_MS)
      const nobody = { linkedTo: undefined, authToken: undefined, polledAt: undefined }
      const pin: Pin = { id, code: codeOf(id, strong), strong, client, product, createdAt, expiresAt, ...nobody }
      pins.set(id, pin)
      return pin
    },
    find: (id, client) => {
      const pin = pins.get(id)
      return pin !== undefined && pin.client === client && isAlive(pin) ? pin : undefined
    },
    link: (which, person) => {
      const pin = [...pins.values()].find(({ id, code }) => id === which || code === which)
      if (pin === undefined || !isAlive(pin)) throw new Error(`there is no pin ${which}`)
      pin.linkedTo = person
    }
  }
}
