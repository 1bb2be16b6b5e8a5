/** The command line's door: understands the words, runs the command, answers with its exit code. */
import { Failure } from '#src/failure.ts'
import { version } from '#src/version.ts'
import { type Asked, parseWords } from './arguments.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { helpFor } from './help.ts'

type Command = (asked: Asked) => Promise<ExitCode>

/** Each command brings in only what it needs: a plan should not carry a web server. */
const commands: Readonly<Record<Asked['command'], () => Promise<Command>>> = {
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  run: async () => (await import('./commands/run.ts')).runCommand,
  plan: async () => (await import('./commands/run.ts')).runCommand,
  apply: async () => (await import('./commands/apply.ts')).applyCommand,
  'restore-all': async () => (await import('./commands/run.ts')).runCommand,
  pause: async () => (await import('./commands/hold.ts')).holdCommand,
  resume: async () => (await import('./commands/hold.ts')).holdCommand,
  stop: async () => (await import('./commands/hold.ts')).holdCommand,
  rescue: async () => (await import('./commands/rescue.ts')).rescueCommand,
  status: async () => (await import('./commands/status.ts')).statusCommand,
  storage: async () => (await import('./commands/storage.ts')).storageCommand,
  orphans: async () => (await import('./commands/orphans.ts')).orphansCommand,
  people: async () => (await import('./commands/people.ts')).peopleCommand,
  why: async () => (await import('./commands/why.ts')).whyCommand,
  pin: async () => (await import('./commands/pin.ts')).pinCommand,
  unpin: async () => (await import('./commands/pin.ts')).pinCommand,
  watcher: async () => (await import('./commands/watcher.ts')).watcherCommand,
  paths: async () => (await import('./commands/paths.ts')).pathsCommand,
  trakt: async () => (await import('./commands/trakt.ts')).traktCommand,
  auth: async () => (await import('./commands/auth.ts')).authCommand,
  'sign-in': async () => (await import('./commands/sign-in.ts')).signInCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  settings: async () => (await import('./commands/settings.ts')).settingsCommand
}

const codeOfThrown = (thrown: unknown): ExitCode => {
  if (!(thrown instanceof Failure)) return exitCodes.bug
  return thrown.code === 'store.busy' ? exitCodes.refused : exitCodes.failed
}

/** A failure is told in its sentence; a bug shows where it happened. */
const textOf = (thrown: unknown): string => {
  if (thrown instanceof Failure) return thrown.told
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
}

const carryOut = async (asked: Asked): Promise<ExitCode> => {
  try {
    const command = await commands[asked.command]()
    return await command(asked)
  } catch (thrown) {
    process.stderr.write(`${textOf(thrown)}\n`)
    return codeOfThrown(thrown)
  }
}

/** Understands and carries out. */
export const main = async (words: readonly string[]): Promise<ExitCode> => {
  const parsed = parseWords(words)
  switch (parsed.kind) {
    case 'help':
      process.stdout.write(helpFor(parsed.command))
      return exitCodes.done
    case 'version':
      process.stdout.write(`${version}\n`)
      return exitCodes.done
    case 'wrong':
      process.stderr.write(`${parsed.sentence}\n`)
      return exitCodes.usage
    case 'command':
      return carryOut(parsed.asked)
  }
}

/** A reader that went away (`pcu run | head`) must not end a program that is moving files. */
const survive = (thrown: NodeJS.ErrnoException): void => {
  if (thrown.code !== 'EPIPE') throw thrown
}
process.stdout.on('error', survive)
process.stderr.on('error', survive)

process.exitCode = await main(process.argv.slice(2))
