/** What a story in the guest counts and says; the serial console is the only way out. */
import { newTally, type Tally } from '#test/prove/part.ts'

/** A story's own tally, told line by line. */
export interface Report {
  readonly tally: Tally
  say(line: string): void
  /** Counts a violation when it does not hold. */
  holds(what: string, truth: boolean): void
}

export const newReport = (): Report => {
  const tally = newTally()
  const say = (line: string): void => void process.stdout.write(`\n@@ ${line}\n`)
  return {
    tally,
    say,
    holds: (what, truth) => {
      if (truth) return
      tally.violations.push(what)
      say(`VIOLATION ${what}`)
    }
  }
}
