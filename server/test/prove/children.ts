/** Runs a campaign in a process of its own and reads what it counted. */
import { spawn } from 'node:child_process'
import { readTally, type Tally } from './part.ts'

/** Node with these arguments and these additions to the environment; its last line is a tally. */
export const runForTally = (
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {}
): Promise<Tally> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...environment }
    })
    const end = (): void => void child.kill()
    process.once('exit', end)
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.once('close', () => {
      process.off('exit', end)
      resolve(readTally(output))
    })
  })
