/** Time, so that tests can hold it still. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Calls back once after so many milliseconds; the timer does not keep the program alive. */
  after(ms: number, call: () => void): { cancel(): void }
}
