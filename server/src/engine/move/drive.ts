/** Drives one entry to its end: look, ask the table, act, again. The same loop moves files and settles what a crash left. */

import type { FileEntry, Intent } from '#core/move/machine.ts'
import { isClosing, type Next, nextAct } from '#core/move/recover.ts'
import type { Seen } from '#core/move/sight.ts'
import type { Act } from '#core/move/table.ts'
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

const lookAndAsk = async (entry: FileEntry, intent: Intent, deps: MoveDeps): Promise<{ seen: Seen; next: Next }> => {
  const seen = await lookAround(entry, deps.fileSystem)
  await insistOnRoots(entry, seen, deps)
  return { seen, next: nextAct(entry, seen, intent) }
}

/** The same act for the same look, and again: what was done had no effect, as on a share that waits with a deletion until the last reader is gone. */
const insistOnEffect = (entry: FileEntry, last: string | undefined, now: string): void => {
  if (last !== now) return
  const detail = `${entry.sharePath}: a name that was given or taken away looks as before; its share may wait until the last program has closed the file.`
  throw new StoodBack({ code: 'needs-a-person', detail })
}

/** Drives to the end. Throws StoodBack when only a person can tell what to do; the entry stays open then. */
export const drive = async (entry: FileEntry, options: DriveOptions, deps: MoveDeps): Promise<Driven> => {
  let current = entry
  const words: string[] = []
  let last: string | undefined
  for (let acts = 0; acts < mostActs; acts += 1) {
    const { seen, next } = await lookAndAsk(current, options.intent, deps)
    if (next.act === 'needs-a-person') {
      throw new StoodBack({
        code: 'needs-a-person',
        detail: `${entry.sharePath}: ${next.why ?? 'this state is not known'}.`
      })
    }
    await options.before?.(next.act, current)
    if (isClosing(next.act)) {
      const ending = endingOf(next)
      await finish(current, ending, deps)
      return { ending, why: next.why, words: [...words, next.words] }
    }
    const asked = JSON.stringify([next.act, seen, current])
    insistOnEffect(entry, last, asked)
    last = asked
    words.push(next.words)
    current = await perform(next.act, current, { seen, deps })
  }
  throw new Error(`${entry.sharePath} did not end after ${mostActs} acts`)
}
