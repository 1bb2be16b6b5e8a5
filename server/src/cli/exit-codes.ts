/** What the command line answers to scripts. Documented in `pcu --help`. */

/** Exit codes. */
export const exitCodes = {
  /** Done, or nothing had to be done. */
  done: 0,
  /** An unexpected error: a bug. */
  bug: 1,
  /** The command was not understood. */
  usage: 2,
  /** The run could not be made: Plex silent, a root missing, a setting wrong. Nothing was changed. */
  failed: 3,
  /** Some steps failed or stood back; the rest is done. */
  partial: 4,
  /** Refused: another run or another program holds the data folder. */
  refused: 5
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
