/** The command line's door: understands the words, runs the command, answers with its exit code. */
import { sentenceOf, Failure } from '#src/failure.ts'
import { version } from '#src/version.ts'
import { type Asked, parseWords } from './arguments.ts'
import { isRefusal, runCommand } from './commands/run.ts'
import { serveCommand } from './commands/serve.ts'
import { settingsCommand } from './commands/settings.ts'
import { statusCommand } from './commands/status.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { helpFor } from './help.ts'

const commands: Readonly<Record<Asked['command'], (asked: Asked) => Promise<ExitCode>>> = {
  serve: serveCommand,
  run: runCommand,
  plan: runCommand,
  'restore-all': runCommand,
  status: statusCommand,
  settings: settingsCommand
}

const codeOfThrown = (thrown: unknown): ExitCode => {
  if (isRefusal(thrown)) return exitCodes.refused
  return thrown instanceof Failure ? exitCodes.failed : exitCodes.bug
}

const carryOut = async (asked: Asked): Promise<ExitCode> => {
  try {
    return await commands[asked.command](asked)
  } catch (thrown) {
    const detail = thrown instanceof Failure ? sentenceOf(thrown) : thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
    process.stderr.write(`${detail}\n`)
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
