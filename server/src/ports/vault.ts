/** Where tokens and PINs are kept over restarts: never in clear, never in a log, never sent to a browser. */
import type { Secret } from '#core/model/secret.ts'

/** Named secrets, encrypted on disk. Errors are Failures. */
export interface Vault {
  /** Undefined when there is none, or when it cannot be decrypted any more (another key): then it counts as never known. */
  read(name: string): Promise<Secret | undefined>
  write(name: string, value: Secret): Promise<void>
  forget(name: string): Promise<void>
}
