/** Opens the program for one command, or finds the running server that has it; who is refused is told by whom. */
import type { Settings } from '@pcu/contract'
import { systemClock, systemTimeZone } from '#adapters/clock.ts'
import { readHolderNote } from '#adapters/disk/holder/note.ts'
import { readSecretFile } from '#adapters/disk/read-secret-file.ts'
import { wordHolding } from '#engine/run/under-way.ts'
import { Failure } from '#src/failure.ts'
import { foldersOf } from '#src/folders.ts'
import { openProgram, type Program, type ProgramOptions } from '#src/program.ts'
import { environmentSettings, readEnvironment } from '#src/settings-source.ts'
import { environment } from './environment.ts'
import { findInstance, type Instance } from './instance.ts'
import { createRemote, type Remote } from './remote.ts'

/** The program opened here, or a running server. */
export type Opened =
  | { readonly kind: 'local'; readonly program: Program }
  /** `own`: what this command's own environment says; what was saved is the server's. */
  | { readonly kind: 'remote'; readonly remote: Remote; readonly line: Instance; readonly own: Settings }

/** How to open. */
export interface OpenOptions {
  readonly dryRun: boolean
  /** Log lines on standard error while the command works. */
  readonly narrate: boolean
}

const ownSettings = (): Settings => environmentSettings(readEnvironment(environment(), readSecretFile)).settings

const isTaken = (thrown: unknown): thrown is Failure => thrown instanceof Failure && thrown.code === 'store.busy'

/** The same refusal with what the holder says of itself. */
const withHolder = (refused: Failure): Failure => {
  const folder = foldersOf(ownSettings().system).data
  const holding = readHolderNote(folder)
  if (holding === undefined) return refused
  const saying = { now: systemClock.now(), timeZone: systemTimeZone() }
  return new Failure('store.busy', {
    sentence: wordHolding(holding, folder, saying),
    hint: 'Wait until it is done, stop it, or give this one its own data folder.',
    retry: 'later',
    cause: refused
  })
}

/** Opens the program here and nowhere else. Throws Failure `store.busy` with the sentence of whoever has the data folder. */
export const openHere = async (options: Omit<ProgramOptions, 'env'>): Promise<Program> => {
  try {
    return await openProgram({ env: environment(), ...options })
  } catch (thrown) {
    throw isTaken(thrown) ? withHolder(thrown) : thrown
  }
}

/** Opens the program; when another process has the data folder, finds its server. One that does not answer is as good as none. */
export const open = async (options: OpenOptions): Promise<Opened> => {
  const console = options.narrate ? (line: string): void => void process.stderr.write(`${line}\n`) : undefined
  try {
    return { kind: 'local', program: await openHere({ dryRun: options.dryRun, console }) }
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown
    const own = ownSettings()
    const line = findInstance(foldersOf(own.system).data)
    const remote = line === undefined ? undefined : createRemote(line)
    if (remote === undefined || line === undefined || !(await remote.answers())) throw thrown
    return { kind: 'remote', remote, line, own }
  }
}
