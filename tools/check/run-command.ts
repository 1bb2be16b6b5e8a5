/** Runs the tools' programs on this same Node, passing an end on to them. */
import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'

/** What a finished program said and how it ended. */
export interface Finished {
  readonly exitCode: number
  readonly output: string
}

/** Runs a script with this terminal; answers its exit code. */
export async function runToTerminal(args: readonly string[]): Promise<number> {
  return ended(spawn(process.execPath, args, { stdio: 'inherit' }))
}

/** Runs a script in `cwd` and keeps what it says. */
export async function runQuietly(args: readonly string[], cwd = '.'): Promise<Finished> {
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined }
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  return { exitCode: await ended(child), output: output.trim() }
}

/** Answers the exit code. A signal to us goes to the child; once that has left, so do we, whatever else was planned. */
function ended(child: ChildProcess): Promise<number> {
  let asked: NodeJS.Signals | undefined
  const stop = (signal: NodeJS.Signals): void => {
    asked = signal
    child.kill(signal)
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => (asked ? process.exit(128 + constants.signals[asked]) : resolve(code ?? 1)))
  }).finally(() => process.off('SIGINT', stop).off('SIGTERM', stop))
}
