/** The little of koffi that is used, as its platform packages export it (https://koffi.dev). */

/** A C function; integers that fit are numbers, larger ones bigint. */
export type NativeFunction = (...values: readonly (number | bigint | string | Uint8Array | null)[]) => number | bigint

/** The add-on. */
export interface Koffi {
  /** Opens a library; null: what the process itself is linked with, libc above all. */
  load(path: string | null): { func(prototype: string): NativeFunction }
  /** errno of the last call. */
  errno(): number
}

/** Whether something that was loaded is koffi. */
export const isKoffi = (loaded: unknown): loaded is Koffi =>
  typeof loaded === 'object' &&
  loaded !== null &&
  'load' in loaded &&
  typeof loaded.load === 'function' &&
  'errno' in loaded &&
  typeof loaded.errno === 'function'
