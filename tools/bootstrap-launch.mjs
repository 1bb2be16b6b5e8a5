/** Runs other programs from the starter: the real one, behind which it disappears, and the helpers whose output it keeps. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { root } from './bootstrap-files.mjs'

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']
/** Stripped sources are kept, which halves the start and saves some 25 MB. */
const compileCache = join(root, 'node_modules', '.cache', 'compiled')
/** Reading a large library makes much short-lived garbage; left alone, the young generation grows past 100 MB for it. */
const smallNursery = '--max-semi-space-size=8'
/** Each plan leaves some megabytes behind; left alone, they are not cleared away before the program has grown to several times its size. */
const smallHeap = '--heap-growing-percent=20'
/** npm passes Ctrl-C on although the terminal has already delivered it; two within this time are one. */
const sameSignalMs = 1000

/** Runs `args` on `node` with this terminal; answers its exit code (128 + number when a signal ended it). */
export async function runUntilExit(node, args) {
  const lifeline = join(root, 'tools', 'bootstrap-lifeline.mjs')
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter)
  const child = startGroup(node, [smallNursery, smallHeap, '--import', lifeline, ...args], {
    cwd: root,
    env: {
      NODE_COMPILE_CACHE: compileCache,
      UV_THREADPOOL_SIZE: '64',
      ...process.env,
      PATH: path,
      PCU_STARTER: String(process.pid)
    },
    stdio: ['inherit', 'inherit', 'inherit', 'pipe']
  })
  const { code, signal } = await ended(child)
  return code ?? codeOf(signal)
}

/**
 * Runs a helper to its end; `onStart` hears its process id. Answers its exit code and all it said.
 * Throws an Error with an `exitCode` when a signal stopped it.
 */
export async function runQuietly(command, args, { cwd, env = process.env, onStart = () => undefined }) {
  const child = startGroup(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  if (child.pid) onStart(child.pid)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  const { code, signal, asked = signal } = await ended(child)
  if (asked) throw Object.assign(new Error('Stopped; the next start continues from here.'), { exitCode: codeOf(asked) })
  return { code, output: output.trim() }
}

const codeOf = (signal) => 128 + constants.signals[signal]

/** A group of its own: Ctrl-C then reaches the child once, from here, and what it leaves running can be found. */
function startGroup(command, args, options) {
  return spawn(command, args, { ...options, detached: true })
}

/** How the child ended, and which signal it was `asked` to end by, if any. */
function ended(child) {
  const forwarding = forwardSignals(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      endLeftovers(child.pid)
      child.stdio[3]?.destroy()
      child.once('close', () => resolve({ code, signal, asked: forwarding.first() }))
    })
  }).finally(forwarding.stop)
}

function forwardSignals(child) {
  const lastAt = new Map()
  const forward = (signal) => {
    const now = Date.now()
    if (now - (lastAt.get(signal) ?? 0) < sameSignalMs) return
    lastAt.set(signal, now)
    child.kill(signal)
  }
  for (const signal of forwarded) process.on(signal, forward)
  return {
    first: () => [...lastAt.keys()][0],
    stop: () => {
      for (const signal of forwarded) process.off(signal, forward)
    }
  }
}

/** The group outlives its leader only when the program left something running. */
function endLeftovers(group) {
  try {
    process.kill(-group, 'SIGTERM')
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
