/** Waiting by a given timer, ended at once by an abort. */

/** Whatever can call back later. */
export interface Timers {
  after(ms: number, call: () => void): { cancel(): void }
}

/** Waits `ms`; rejects with the signal's reason as soon as it aborts. The signal must not have aborted before. */
export const waitBy = (timers: Timers, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = timers.after(ms, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    const stop = (): void => {
      timer.cancel()
      reject(signal.reason)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
