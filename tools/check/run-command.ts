/** Runs the tools' programs on this same Node, passing an end on to them. */
import { type ChildProcess, spawn } from 'node:child_process'

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

function ended(child: ChildProcess): Promise<number> {
  const stop = (signal: NodeJS.Signals): void => {
    child.kill(signal)
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  }).finally(() => process.off('SIGINT', stop).off('SIGTERM', stop))
}
