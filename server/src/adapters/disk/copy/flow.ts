/** What holds a copy between two blocks: whoever watches is told, the room is asked for, a pause is waited out, the pace is kept. */
import type { CopyOrder, Pause } from '#ports/file-system.ts'
import { refuseStopped, stopped } from './leash.ts'
import type { Pace } from './pace.ts'
import type { Flow } from './session.ts'

/** Between two looks at the source, the room and the wish to stop. */
export const checkEvery = 64 * 1024 * 1024

const whileHeldUp = (pause: Pause, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = (then: () => void): void => {
      signal.removeEventListener('abort', stop)
      forget()
      then()
    }
    const stop = (): void => end(() => reject(stopped()))
    const look = (): void => {
      if (!pause.paused()) end(resolve)
    }
    const forget = pause.changed(look)
    signal.addEventListener('abort', stop, { once: true })
  })

/** The flow of one copy. */
export const createFlow = (order: CopyOrder, pace: Pace): Flow => {
  let checkedAt = 0
  const { signal, pause } = order
  return {
    advance: async (phase, done, next) => {
      if (done > 0) order.onProgress(phase, done)
      refuseStopped(signal)
      if (phase === 'copying' && done - checkedAt >= checkEvery) {
        checkedAt = done
        await order.checkpoint(done)
      }
      if (next === 0) return
      while (pause?.paused() === true) await whileHeldUp(pause, signal)
      await pace.take(next, signal)
    }
  }
}
