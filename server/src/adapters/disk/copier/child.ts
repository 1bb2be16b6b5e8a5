/** One process that copies: started, spoken with, and gone without a trace when it must be. */
import { type ChildProcess, spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Clock } from '#ports/clock.ts'
import { Failure } from '#src/failure.ts'
import { niceness, type Priority, wordsOf } from './priority.ts'
import { type Answer, type Asked, type FromChild, isFromChild, type ToChild, thrownOf } from './protocol.ts'

/** Where a copy stands and what it asks for. */
export type At = Extract<FromChild, { kind: 'at' }>

/** A process that copies. */
export interface Child {
  readonly pid: number | undefined
  isAlive(): boolean
  /** Asks; a second question with the same number waits for the first one's answer on its own. */
  ask(id: number, asked: Asked, onAt?: (at: At) => void): Promise<Answer>
  send(message: ToChild): void
  /** Takes everything that was asked for answered with this, and kills it. Never waits: a process that a dead disk holds dies when that answers. */
  kill(why: Error): void
  /** Lets it end. Resolves when it is gone, or after a second, because a dead disk may hold it. */
  end(): Promise<void>
}

/** How it is started. */
export interface ChildOptions {
  readonly clock: Clock
  readonly priority: Priority
  /** Told once, when native calls are not to be had: why, as a clause. */
  onMissing(why: string): void
}

/** A second, ms: an orderly end takes a few of them. */
const farewellMs = 1000

/** Copies that wait for a disk must not wait for each other's threads; that many small files are copied at once. */
const threads = '16'

/** Its own memory stays small: nearly all of it is buffers that are used again and again. */
const thrift = ['--max-semi-space-size=1', '--v8-pool-size=1']

const entry = fileURLToPath(new URL('./entry.ts', import.meta.url))

/** Where nice(1) is missing, at least the thread that hashes steps back. */
const lower = (child: ChildProcess, priority: Priority, words: readonly string[]): void => {
  if (child.pid === undefined || priority === 'normal' || words.includes('nice')) return
  try {
    setPriority(child.pid, niceness[priority])
  } catch {
    // It is gone already, which is heard elsewhere; or it may not be lowered, which only makes it less polite.
  }
}

/** Without the sources that were stripped of types before it would strip them itself, and what does that keeps 20 MB. */
const strippedSources = (): { readonly NODE_COMPILE_CACHE?: string } => {
  const folder = process.env['NODE_COMPILE_CACHE']
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder }
}

const start = (priority: Priority): ChildProcess => {
  const searchPath = process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin'
  const polite = wordsOf(priority, searchPath)
  const [command = process.execPath, ...rest] = [...polite, process.execPath, ...thrift, entry]
  // Only what it needs: the settings of the program, its tokens among them, are none of its business.
  const env = {
    PATH: searchPath,
    UV_THREADPOOL_SIZE: threads,
    TZ: 'UTC',
    LC_ALL: 'C',
    MALLOC_ARENA_MAX: '1',
    ...strippedSources()
  }
  const child = spawn(command, rest, { env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  lower(child, priority, polite)
  return child
}

/** The Failure of everything that was asked of a process that ended. */
const broken = (how: string): Failure =>
  new Failure('move.broken-off', {
    sentence: `The copy was broken off: the process that copies ended (${how}).`,
    hint: 'Nothing is lost; it is tried again in a later run.',
    retry: 'later'
  })

interface Waiting {
  resolve(answer: Answer): void
  reject(why: Error): void
  readonly onAt: ((at: At) => void) | undefined
}

/** What was asked and is not answered yet. Close is asked while an act may still be under way: each has its own queue. */
const createWaitingRoom = () => {
  const waiting = new Map<number, Waiting[]>()
  const next = (id: number): Waiting | undefined => {
    const queue = waiting.get(id)
    const first = queue?.shift()
    if (queue?.length === 0) waiting.delete(id)
    return first
  }
  return {
    next,
    first: (id: number): Waiting | undefined => waiting.get(id)?.[0],
    add: (id: number, one: Waiting): void => void waiting.set(id, [...(waiting.get(id) ?? []), one]),
    rejectAll: (why: Error): void => {
      const all = [...waiting.values()].flat()
      waiting.clear()
      for (const one of all) one.reject(why)
    }
  }
}

/** Starts one. A start that fails is heard by whoever asks. */
export const startChild = ({ clock, priority, onMissing }: ChildOptions): Child => {
  const child = start(priority)
  const room = createWaitingRoom()
  let dead: Error | undefined
  let complaint = ''
  let gone: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    gone = resolve
  })

  const die = (why: Error): void => {
    dead ??= why
    room.rejectAll(dead)
  }
  const hear = (message: FromChild): void => {
    switch (message.kind) {
      case 'ready':
        if (message.missing !== undefined) onMissing(message.missing)
        break
      case 'at':
        room.first(message.id)?.onAt?.(message)
        break
      case 'done':
        room.next(message.id)?.resolve(message.answer)
        break
      case 'thrown':
        room.next(message.id)?.reject(thrownOf(message.thrown))
    }
  }
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000)
  })
  child.on('message', (message: unknown) => {
    if (isFromChild(message)) hear(message)
  })
  child.on('error', (error) => {
    die(broken(error.message))
    gone()
  })
  child.on('exit', (code, signal) => {
    const last = complaint.trim().split('\n').at(-1) ?? ''
    die(broken(signal ?? (last === '' ? `exit code ${code}` : last)))
    gone()
  })

  const send = (message: ToChild): void => {
    // What cannot be said to one that is ending is answered by its end.
    if (dead === undefined && child.connected) child.send(message, () => undefined)
  }
  return {
    pid: child.pid,
    isAlive: () => dead === undefined,
    send,
    ask: (id, asked, onAt) =>
      new Promise((resolve, reject) => {
        if (dead !== undefined) return reject(dead)
        room.add(id, { resolve, reject, onAt })
        send({ id, kind: 'asked', ...asked })
      }),
    kill: (why) => {
      die(why)
      child.kill('SIGKILL')
    },
    end: async () => {
      die(broken('it was told to end'))
      if (child.connected) child.disconnect()
      const patience = clock.after(farewellMs, gone)
      await ended
      patience.cancel()
    }
  }
}
