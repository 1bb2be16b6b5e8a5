/** Where pins are kept. */
import type { Pin, PinTarget } from '#core/pins/pin.ts'

/** Pins, for good until somebody takes them away. */
export interface PinStore {
  /** In the order in which they were made. */
  all(): Promise<readonly Pin[]>
  /** Keeps it, unless the same thing is pinned already; of two ends the later counts. Forgets pins that have ended. */
  add(pin: Omit<Pin, 'id'>): Promise<{ readonly pin: Pin; readonly isNew: boolean }>
  /** The pin that is gone, or undefined when there was none. */
  remove(id: number): Promise<Pin | undefined>
  /** The same title under the key that Plex gives it now. Where another pin names that already, nothing is changed. */
  follow(id: number, now: Pick<PinTarget, 'ratingKey' | 'showKey' | 'server'>): Promise<void>
}
