/** Opens the program for one command, or finds the running server that has it. */
import type { Settings } from '@pcu/contract'
import { readSecretFile } from '#adapters/disk/read-secret-file.ts'
import { Failure } from '#src/failure.ts'
import { foldersOf } from '#src/folders.ts'
import { openProgram, type Program } from '#src/program.ts'
import { environmentSettings, readEnvironment } from '#src/settings-source.ts'
import { environment } from './environment.ts'
import { findInstance } from './instance.ts'
import { createRemote, type Remote } from './remote.ts'

/** The program opened here, or a running server. */
export type Opened =
  | { readonly kind: 'local'; readonly program: Program }
  /** `own`: what this command's own environment says; what was saved is the server's. */
  | { readonly kind: 'remote'; readonly remote: Remote; readonly address: string; readonly own: Settings }

/** How to open. */
export interface OpenOptions {
  readonly dryRun: boolean
  /** Log lines on standard error while the command works. */
  readonly narrate: boolean
}

const ownSettings = (): Settings => environmentSettings(readEnvironment(environment(), readSecretFile)).settings

/** Opens the program; when another process has the data folder, finds its server. */
export const open = async (options: OpenOptions): Promise<Opened> => {
  const console = options.narrate ? (line: string): void => void process.stderr.write(`${line}\n`) : undefined
  try {
    return { kind: 'local', program: await openProgram({ env: environment(), dryRun: options.dryRun, console }) }
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'store.busy') throw thrown
    const own = ownSettings()
    const address = findInstance(foldersOf(own.system).data)
    if (address === undefined) throw thrown
    return { kind: 'remote', remote: createRemote(address), address, own }
  }
}
