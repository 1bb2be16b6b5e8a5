/** Loads the one add-on that makes calls of the system possible which Node lacks, where there is one for this machine. */
import { createRequire } from 'node:module'
import type { NativeCalls } from './calls.ts'
import { isKoffi } from './koffi.ts'
import { createNativeCalls } from './koffi-calls.ts'

/** The calls, or in a clause why there are none. */
export interface Loaded {
  readonly native: NativeCalls | undefined
  readonly missing: string | undefined
}

const explain = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : 'unknown'

/** Loads. Never throws: everything works without, some of it less well. */
export const loadNative = (): Loaded => {
  const name = `@koromix/koffi-${process.platform}-${process.arch}`
  try {
    const loaded: unknown = createRequire(import.meta.url)(name)
    if (!isKoffi(loaded)) return { native: undefined, missing: `${name} is not what it was expected to be` }
    return { native: createNativeCalls(loaded), missing: undefined }
  } catch (thrown) {
    return { native: undefined, missing: explain(thrown) }
  }
}
