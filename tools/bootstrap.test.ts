/** The starter's promises: one set-up at a time, signals once, the program's own exit code, nothing left behind. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const urlOf = (name: string): string => new URL(`./${name}`, import.meta.url).href
const launchUrl = urlOf('bootstrap-launch.mjs')

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pcu-starter-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the lock', () => {
  type WithLock = (work: (nameWorker: (pid: number) => void) => unknown, folder: string) => Promise<unknown>
  const lock = async (): Promise<WithLock> => (await import(urlOf('bootstrap-lock.mjs'))).withLock
  const leaveLock = (owner: object): void => {
    mkdirSync(join(folder, 'lock'))
    writeFileSync(join(folder, 'lock', 'owner.json'), JSON.stringify({ host: hostOfThisTest, ...owner }))
  }
  const hostOfThisTest = spawnSync('hostname', { encoding: 'utf8' }).stdout.trim()
  const endedProcess = (): number => spawnSync(process.execPath, ['--version']).pid

  it('lets a second start wait until the first is through', async () => {
    const withLock = await lock()
    const steps: string[] = []
    const visit = (name: string) => async (): Promise<void> => {
      steps.push(`${name} in`)
      await new Promise((resolve) => setImmediate(resolve))
      steps.push(`${name} out`)
    }
    await Promise.all([withLock(visit('a'), join(folder, 'lock')), withLock(visit('b'), join(folder, 'lock'))])
    expect(steps).toEqual(['a in', 'a out', 'b in', 'b out'])
  })

  it('is taken over when the start that held it has died', async () => {
    const withLock = await lock()
    leaveLock({ pid: endedProcess() })
    expect(await withLock(() => 'done', join(folder, 'lock'))).toBe('done')
  })

  it('outlives its start while the installation that start began is still running', async () => {
    const withLock = await lock()
    const worker = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] })
    leaveLock({ pid: endedProcess(), worker: worker.pid })
    const order: string[] = []
    const waiting = withLock(() => order.push('lock taken'), join(folder, 'lock'))
    await new Promise((resolve) => setImmediate(resolve))
    worker.once('exit', () => order.push('worker ended'))
    worker.stdin.end()
    await waiting
    expect(order).toEqual(['worker ended', 'lock taken'])
  })

  it('is free again after work that failed', async () => {
    const withLock = await lock()
    const failing = (): never => {
      throw new Error('no network')
    }
    await expect(withLock(failing, join(folder, 'lock'))).rejects.toThrow('no network')
    expect(await withLock(() => 'done', join(folder, 'lock'))).toBe('done')
  })
})

describe('the launch', () => {
  it('answers with the exit code of the program', async () => {
    expect(await exitOf(launch('process.exit(7)'))).toBe(7)
  })

  it('answers like a shell when a signal ended the program', async () => {
    expect(await exitOf(launch("process.kill(process.pid, 'SIGKILL')"))).toBe(137)
  })

  it('delivers Ctrl-C once, although the terminal and npm both send it to the starter', async () => {
    const starter = launch(`
      process.on('SIGINT', () => console.log('interrupted'))
      process.on('SIGTERM', () => process.exit(3))
      setInterval(() => undefined, 1000)
      console.log('ready')`)
    const lines = await linesFrom(starter, 'ready')
    process.kill(-pidOf(starter), 'SIGINT')
    process.kill(-pidOf(starter), 'SIGINT')
    await lines.until('interrupted')
    process.kill(-pidOf(starter), 'SIGTERM')
    expect(await exitOf(starter)).toBe(3)
    expect(lines.seen()).toEqual(['ready', 'interrupted'])
  })

  it('ends what the program left running', async () => {
    const leftover = `
      process.on('SIGTERM', () => { console.log('leaving'); process.exit(0) })
      setInterval(() => undefined, 1000)
      console.log('left running')`
    const starter = launch(`
      const { spawn } = require('node:child_process')
      spawn(process.execPath, ['-e', ${JSON.stringify(leftover)}], { stdio: ['ignore', 'inherit', 'inherit'] })`)
    const lines = await linesFrom(starter, 'left running')
    process.kill(pidOf(starter), 'SIGTERM')
    await lines.until('leaving')
    expect(await exitOf(starter)).toBe(143)
  })

  it('takes the program along when the starter is killed without warning', async () => {
    const starter = launch(`
      process.on('SIGTERM', () => { console.log('leaving'); process.exit(0) })
      setInterval(() => undefined, 1000)
      console.log('ready')`)
    const lines = await linesFrom(starter, 'ready')
    process.kill(pidOf(starter), 'SIGKILL')
    await lines.until('leaving')
  })
})

/** A starter in a process group of its own, as a shell would make it, running `script` as the program. */
function launch(script: string): ChildProcess {
  const starter = `
    import { runUntilExit } from ${JSON.stringify(launchUrl)}
    process.exitCode = await runUntilExit(process.execPath, ['-e', ${JSON.stringify(script)}])`
  return spawn(process.execPath, ['--input-type=module', '-e', starter], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit']
  })
}

async function exitOf(starter: ChildProcess): Promise<number | null> {
  if (starter.exitCode === null) await once(starter, 'exit')
  return starter.exitCode
}

function pidOf(starter: ChildProcess): number {
  if (starter.pid === undefined) throw new Error('the starter did not start')
  return starter.pid
}

interface Lines {
  readonly seen: () => readonly string[]
  readonly until: (text: string) => Promise<void>
}

/** Follows the output, having waited for `first`. */
async function linesFrom(starter: ChildProcess, first: string): Promise<Lines> {
  if (!starter.stdout) throw new Error('the starter has no output')
  const reader = createInterface(starter.stdout)
  const seen: string[] = []
  reader.on('line', (line) => seen.push(line))
  const until = async (text: string): Promise<void> => {
    while (!seen.some((line) => line.startsWith(text))) await once(reader, 'line')
  }
  await until(first)
  return { seen: () => seen, until }
}
