/** Drives one entry to its end: look, ask the table, act, again. The same loop moves files and settles what a crash left. */

import type { FileEntry, Intent } from '#core/move/machine.ts'
import { isClosing, type Next, nextAct } from '#core/move/recover.ts'
import type { Seen } from '#core/move/sight.ts'
import type { Act } from '#core/move/table.ts'
import { allAtOnce } from '#kit/bounded.ts'
import type { Ending } from '#ports/journal.ts'
import type { MoveDeps } from './deps.ts'
import { endingOf, finish } from './finish.ts'
import { perform } from './perform.ts'
import { lookAround } from './spots.ts'
import { StoodBack } from './stood-back.ts'

/** How the entry ended. */
export interface Driven {
  readonly ending: Ending
  /** Why it ended otherwise than intended. */
  readonly why: string | undefined
  /** What was found and done, act by act, in people's words. */
  readonly words: readonly string[]
}

/** How an entry is driven. */
export interface DriveOptions {
  readonly intent: Intent
  /** Asked before each act; throws when it must not happen. */
  readonly before?: (act: Act, entry: FileEntry) => Promise<void>
}

/** More acts than any entry takes; reaching it is a bug of the table. */
const mostActs = 40

const insistOnRoot = async (root: string, expectedInode: string, deps: MoveDeps): Promise<void> => {
  const found = await deps.fileSystem.look({ root, path: '' })
  if (found?.inode === expectedInode) return
  const detail =
    found === undefined ? 'it is not there.' : 'something else is mounted there than when the file was moved.'
  throw new StoodBack({ code: 'root-not-ready', root, detail })
}

/** A missing file means something only below a root that is the one we know: a disk that is not mounted has deleted nothing. */
export const insistOnRoots = async (entry: FileEntry, seen: Seen, deps: MoveDeps): Promise<void> => {
  if (seen.copy === undefined) await insistOnRoot(entry.poolRoot, entry.poolRootInode, deps)
  if (seen.original === undefined) await insistOnRoot(entry.arrayRoot, entry.arrayRootInode, deps)
}

/** One entry on its way to its end. */
interface Driving {
  readonly entry: FileEntry
  readonly words: readonly string[]
  readonly options: DriveOptions
  /** Its last act with what was seen before it. */
  readonly last: string | undefined
}

/** What comes next for it, allowed and as seen. */
interface Turn {
  readonly driving: Driving
  readonly seen: Seen
  readonly next: Next
}

const ask = async (driving: Driving, deps: MoveDeps): Promise<Turn> => {
  const { entry, options } = driving
  const seen = await lookAround(entry, deps.fileSystem)
  await insistOnRoots(entry, seen, deps)
  const next = nextAct(entry, seen, options.intent)
  if (next.act === 'needs-a-person') {
    throw new StoodBack({
      code: 'needs-a-person',
      detail: `${entry.sharePath}: ${next.why ?? 'this state is not known'}.`
    })
  }
  await options.before?.(next.act, entry)
  return { driving, seen, next }
}

/** The same act for the same look, and again: what was done had no effect, as on a share that waits with a deletion until the last reader is gone. */
const insistOnEffect = (entry: FileEntry, last: string | undefined, now: string): void => {
  if (last !== now) return
  const detail = `${entry.sharePath}: a name that was given or taken away looks as before; its share may wait until the last program has closed the file.`
  throw new StoodBack({ code: 'needs-a-person', detail })
}

const act = async ({ driving, seen, next }: Turn, deps: MoveDeps): Promise<Driving | Driven> => {
  const { entry, options } = driving
  const words = [...driving.words, next.words]
  if (isClosing(next.act)) {
    const ending = endingOf(next)
    await finish(entry, ending, deps)
    return { ending, why: next.why, words }
  }
  const last = JSON.stringify([next.act, seen, entry])
  insistOnEffect(entry, driving.last, last)
  return { entry: await perform(next.act, entry, { seen, deps }), words, options, last }
}

/**
 * Drives several entries to their ends in step: all are looked at, then each does its next act, again and again, so that they share their waits
 * for the disk. When one throws, all others have ended the act that they were at, and stay open.
 */
export const driveTogether = async (
  entries: readonly { readonly entry: FileEntry; readonly options: DriveOptions }[],
  deps: MoveDeps
): Promise<readonly Driven[]> => {
  let states: readonly (Driving | Driven)[] = entries.map((one) => ({ ...one, words: [], last: undefined }))
  for (let acts = 0; acts < mostActs; acts += 1) {
    const driven = states.flatMap((state) => ('ending' in state ? [state] : []))
    if (driven.length === states.length) return driven
    const turns = await allAtOnce(states, async (state) => ('ending' in state ? state : await ask(state, deps)))
    states = await allAtOnce(turns, async (turn) => ('ending' in turn ? turn : await act(turn, deps)))
  }
  throw new Error(`${entries[0]?.entry.sharePath} or one beside it did not end after ${mostActs} acts`)
}

/** Drives to the end. Throws StoodBack when only a person can tell what to do; the entry stays open then. */
export const drive = async (entry: FileEntry, options: DriveOptions, deps: MoveDeps): Promise<Driven> => {
  const [driven] = await driveTogether([{ entry, options }], deps)
  if (driven === undefined) throw new Error(`${entry.sharePath} was not driven`)
  return driven
}
