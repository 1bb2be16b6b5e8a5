/** One copy done by another process: every act is asked for here, and here is waited for it. */
import { blockSize } from '#adapters/disk/copy/buffers.ts'
import { createLeash } from '#adapters/disk/copy/leash.ts'
import type { CopySession, Flow } from '#adapters/disk/copy/session.ts'
import { pathOf } from '#adapters/disk/pin.ts'
import type { Clock } from '#ports/clock.ts'
import type { Copied, CopyOrder } from '#ports/file-system.ts'
import { Failure } from '#src/failure.ts'
import type { Child } from './child.ts'
import type { Answer, Asked } from './protocol.ts'
import { createWatchdog } from './watchdog.ts'

/** What a remote copy needs. */
export interface RemoteDeps {
  readonly child: Child
  /** A number that no other copy or question of this child has. */
  readonly id: number
  readonly clock: Clock
  /** How long an answer may take while nothing holds the copy up, ms. */
  readonly patienceMs: number
}

/** The Failure of a disk that keeps the one who reads or writes it waiting. */
export const silentFailure = (what: string, root: string, patienceMs: number): Failure =>
  new Failure('disk.gone', {
    sentence: `${what} did not answer for ${Math.round(patienceMs / 1000)} seconds; the copy was given up.`,
    hint: 'Check that disk, or the server and the network behind it; it is tried again in a later run.',
    retry: 'later',
    root,
    act: 'read'
  })

const copiedOf = (answer: Answer): Copied => {
  if ('copied' in answer) return answer.copied
  throw new Error('a copy that is verified has a mark')
}

/** Opens one. Nothing is sent before its first act. */
export const openRemoteSession = (order: CopyOrder, { child, id, clock, patienceMs }: RemoteDeps): CopySession => {
  const { from, to, expected, verification, mayLink } = order
  const { sizeBytes } = expected
  const leash = createLeash(order.signal)
  const what = `${pathOf(from)} or ${to.root}`
  let waitsFor = from.root
  const watchdog = createWatchdog(clock, patienceMs, () => child.kill(silentFailure(what, waitsFor, patienceMs)))
  const plan = { from, to, expected, verification, mayLink: mayLink === true }
  let asked = false

  /** The act goes on over there until it is told to stop; nobody waits for it here once the signal has fired. */
  const ask = async (question: Asked, flow?: Flow): Promise<Answer> => {
    asked = true
    // Until all bytes are there the source is the likelier one to sleep for ever; afterwards only the target is worked on.
    waitsFor = question.ask === 'create' || question.ask === 'fill' ? from.root : to.root
    let refuse: (why: unknown) => void = () => undefined
    const refused = new Promise<never>((_, reject) => {
      refuse = reject
    })
    watchdog.arm()
    const answer = child.ask(id, question, (at) => {
      watchdog.rest()
      flow?.advance(at.phase, at.done, at.next).then(() => {
        watchdog.arm()
        child.send({ id, kind: 'go' })
      }, refuse)
    })
    try {
      return await leash.hold(Promise.race([answer, refused]))
    } catch (thrown) {
      answer.catch(() => undefined)
      child.send({ id, kind: 'stop', unmake: question.ask === 'create' || question.ask === 'whole' })
      throw thrown
    } finally {
      watchdog.rest()
    }
  }

  const through = async (phase: 'copying' | 'verifying', question: Asked, flow: Flow): Promise<Answer> => {
    if (sizeBytes > 0) await flow.advance(phase, 0, Math.min(sizeBytes, blockSize))
    const answer = await ask(question, flow)
    await flow.advance(phase, sizeBytes, 0)
    return answer
  }

  return {
    create: async () => void (await ask({ ask: 'create', plan })),
    whole: async (flow) => {
      // What will be read again counts as well; it is asked for at once, because such a file is read in one piece.
      if (sizeBytes > 0) await flow.advance('verifying', 0, sizeBytes)
      const copied = copiedOf(await through('copying', { ask: 'whole', plan }, flow))
      asked = false
      return copied
    },
    fill: async (flow) => void (await through('copying', { ask: 'fill' }, flow)),
    attributes: async () => void (await ask({ ask: 'attributes' })),
    sync: async () => void (await ask({ ask: 'sync' })),
    verify: async (flow) => {
      const answer = await through('verifying', { ask: 'verify' }, flow)
      asked = false
      return copiedOf(answer)
    },
    close: async () => {
      leash.drop()
      if (!asked || !child.isAlive()) return
      asked = false
      watchdog.arm()
      try {
        await child.ask(id, { ask: 'close' })
      } catch {
        // A process that ended has let go of everything.
      } finally {
        watchdog.rest()
      }
    }
  }
}
