/** The side that copies: does what it is asked, one copy beside the other, and asks back before each block. */
import { createBenchPool } from '#adapters/disk/copy/buffers.ts'
import { refuseStopped } from '#adapters/disk/copy/leash.ts'
import { type LocalSession, openLocalSession } from '#adapters/disk/copy/local-session.ts'
import type { CopyPlan, Flow } from '#adapters/disk/copy/session.ts'
import type { NativeCalls } from '#adapters/disk/native/calls.ts'
import { useOf } from '#adapters/disk/native/use.ts'
import { type Answer, type Asked, type FromChild, noteOf, type ToChild } from './protocol.ts'

/** What serving needs. */
export interface ServeDeps {
  readonly native: NativeCalls | undefined
  send(message: FromChild): void
}

interface Copy {
  readonly session: LocalSession
  readonly stop: AbortController
  readonly flow: Flow
  go(): void
}

const after = async (act: Promise<void>): Promise<Answer> => {
  await act
  return { done: true }
}

/** The first block of a phase came with the question, the end of it needs no answer. */
const createFlow = (id: number, signal: AbortSignal, send: ServeDeps['send']) => {
  let resume: () => void = () => undefined
  const flow: Flow = {
    advance: (phase, through, next) => {
      refuseStopped(signal)
      if (through === 0 || next === 0) return Promise.resolve()
      return new Promise((resolve, reject) => {
        const stop = (): void => {
          try {
            refuseStopped(signal)
          } catch (thrown) {
            reject(thrown)
          }
        }
        signal.addEventListener('abort', stop, { once: true })
        resume = () => {
          signal.removeEventListener('abort', stop)
          resolve()
        }
        send({ kind: 'at', id, phase, done: through, next })
      })
    }
  }
  return { flow, go: () => resume() }
}

const stop = (copy: Copy | undefined, unmake: boolean): void => {
  copy?.stop.abort()
  if (unmake) copy?.session.unmake()
}

/** Everything but reading again. */
const prepare = async ({ session, flow }: Copy): Promise<void> => {
  await session.create()
  await session.fill(flow)
  await session.attributes()
  await session.sync()
}

/** Starts serving; what it gives back takes the messages. */
export const serve = ({ native, send }: ServeDeps): ((message: ToChild) => void) => {
  const copies = new Map<number, Copy>()
  const deps = { benches: createBenchPool(), extendedAttributes: true, tidiesCache: true, native }

  const begin = (id: number, plan: CopyPlan): Copy => {
    const stop = new AbortController()
    const session = openLocalSession(plan, stop.signal, deps)
    const copy = { session, stop, ...createFlow(id, stop.signal, send) }
    copies.set(id, copy)
    return copy
  }

  const copyOf = (id: number): Copy => {
    const copy = copies.get(id)
    if (copy === undefined) throw new Error(`there is no copy ${id}`)
    return copy
  }

  const close = async (id: number): Promise<void> => {
    const copy = copies.get(id)
    copies.delete(id)
    await copy?.session.close()
  }

  const verify = async (id: number): Promise<Answer> => {
    const { session, flow } = copyOf(id)
    const copied = await session.verify(flow)
    copies.delete(id)
    return { copied }
  }

  const whole = async (id: number, plan: CopyPlan): Promise<Answer> => {
    await prepare(begin(id, plan))
    return await verify(id)
  }

  const answerTo = async (id: number, asked: Asked): Promise<Answer> => {
    switch (asked.ask) {
      case 'create':
        return await after(begin(id, asked.plan).session.create())
      case 'whole':
        return await whole(id, asked.plan)
      case 'fill':
        return await after(copyOf(id).session.fill(copyOf(id).flow))
      case 'attributes':
        return await after(copyOf(id).session.attributes())
      case 'sync':
        return await after(copyOf(id).session.sync())
      case 'verify':
        return await verify(id)
      case 'close':
        return await after(close(id))
      case 'use':
        return { use: await useOf(asked.spot, asked.expected, native) }
    }
  }

  return (message) => {
    const { id } = message
    if (message.kind === 'go') copies.get(id)?.go()
    else if (message.kind === 'stop') stop(copies.get(id), message.unmake)
    else {
      answerTo(id, message).then(
        (answer) => send({ kind: 'done', id, answer }),
        (thrown: unknown) => send({ kind: 'thrown', id, thrown: noteOf(thrown) })
      )
    }
  }
}
