/** The real command line as its own process, so that a simulated Plex in this one can answer it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { House } from '#test/builders/house.ts'

const entry = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const compiled = fileURLToPath(new URL('../../../node_modules/.cache/compiled', import.meta.url))
const nobody = 65_534

type Env = Readonly<Record<string, string>>

/** What a command answered. */
export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A command under way. */
export interface Running {
  readonly child: ChildProcess
  /** What it has told so far. */
  readonly told: () => Ended
  /** Resolves when standard output or standard error holds this text; rejects when the command ends before. */
  until(text: string): Promise<void>
  readonly ended: Promise<Ended>
}

/** As whom a command runs. */
export interface Runner {
  /** As somebody without any rights, where this process may say so; everywhere else as ourselves. */
  readonly asNobody?: boolean
}

const isRoot = process.getuid?.() === 0

const readableByNobody = (): boolean => {
  try {
    execFileSync('test', ['-r', entry], { uid: nobody, gid: nobody })
    return true
  } catch {
    return false
  }
}

/** Whether commands can be run without the rights of root. */
export const canLackRights = !isRoot || readableByNobody()

/** Gives everything of a house to the one that `asNobody` runs as. */
export const giveToNobody = (house: House): void => {
  if (isRoot) execFileSync('chown', ['-R', `${nobody}:${nobody}`, house.root])
}

/** Starts a command with these variables and no others. */
export const startPcu = (env: Env, words: readonly string[], { asNobody = false }: Runner = {}): Running => {
  const child = spawn(process.execPath, [entry, ...words], {
    env: { NODE_COMPILE_CACHE: compiled, ENV_FILE: '', PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(asNobody && isRoot ? { uid: nobody, gid: nobody } : {})
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (text) => {
    out += String(text)
  })
  child.stderr.on('data', (text) => {
    err += String(text)
  })
  const told = (): Ended => ({ code: child.exitCode, out, err })
  const ended = once(child, 'close').then(told)
  const until = async (text: string): Promise<void> => {
    while (!`${out}${err}`.includes(text)) {
      const news = [once(child.stdout, 'data'), once(child.stderr, 'data')]
      const end = ended.then(({ code }) => {
        throw new Error(`ended with ${code} before it said "${text}":\n${out}${err}`)
      })
      await Promise.race([...news, end])
    }
  }
  return { child, told, until, ended }
}

/** Runs a command to its end. */
export const pcu = (env: Env, words: readonly string[], runner: Runner = {}): Promise<Ended> =>
  startPcu(env, words, runner).ended

/** A port that nobody listened on a moment ago. */
export const freePort = async (): Promise<number> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}
