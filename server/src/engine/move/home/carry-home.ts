/** Carries a copy home when it is the truth: to the disk that it came from, or to another one with room, and reads it against its hash. */
import type { FileEntry, Identity } from '#core/move/machine.ts'
import { causeWords } from '#core/move/orphan.ts'
import type { Seen, Sight } from '#core/move/sight.ts'
import { carry } from '#engine/move/carry.ts'
import type { MoveDeps } from '#engine/move/deps.ts'
import { finish } from '#engine/move/finish.ts'
import { syncBeside } from '#engine/move/perform.ts'
import { spotsOf } from '#engine/move/spots.ts'
import { StoodBack } from '#engine/move/stood-back.ts'
import type { Ending } from '#ports/journal.ts'
import type { Homecoming } from './homecoming.ts'
import { homesFor, reserveHome } from './reserve-home.ts'
import { restedMinutes } from './rest.ts'

const copyOf = (seen: Seen): Identity => {
  if (seen.copy === undefined) throw new Error('a copy comes home that was never seen')
  return seen.copy
}

/** The copy reads differently from when it was verified, and nobody wrote to it: its device rots. It is kept for a person. */
const endRotten = async (entry: FileEntry, deps: MoveDeps): Promise<Ending> => {
  const { temp, original } = spotsOf(entry)
  await deps.step('temp.unlink', () => deps.fileSystem.unlink(temp, { kind: 'plain-file' }))
  await syncBeside(original, deps, 'array.sync')
  const ending: Ending = { kind: 'orphan', cause: 'rotten', why: causeWords.rotten }
  await finish(entry, ending, deps)
  return ending
}

/** Somebody who is still writing would write into nothing once the copy is gone. */
const insistOnRest = (entry: FileEntry, copy: Identity, deps: MoveDeps): void => {
  const minutes = restedMinutes(copy, deps)
  if (minutes >= deps.minimumAgeMinutes()) return
  const detail = `the copy was changed ${minutes} min ago and may still be being written`
  throw new StoodBack({ code: 'changed-meanwhile', path: entry.sharePath, detail })
}

/** A verified file under its temporary name at home, or the end of the entry. */
export type Carried =
  | { readonly kind: 'carried'; readonly entry: FileEntry }
  | { readonly kind: 'ended'; readonly ending: Ending }

/** Carries home. The entry it gives back is verified. */
export const carryHome = async (
  entry: FileEntry,
  found: { readonly seen: Seen; readonly sight: Sight },
  context: { readonly home: Homecoming; readonly deps: MoveDeps }
): Promise<Carried> => {
  const { home, deps } = context
  const copy = copyOf(found.seen)
  if (found.sight.copy !== 'ours') insistOnRest(entry, copy, deps)
  const homes = homesFor(entry, found.sight, home.order)
  const reserved = await reserveHome(entry, homes, {
    bytes: copy.sizeBytes,
    layout: home.order.layout,
    control: home.control,
    deps
  })
  const { arrayRoot, arrayRootInode, reservation } = reserved
  const target = { ...entry, arrayRoot, arrayRootInode }
  const spots = spotsOf(target)
  try {
    const carriage = {
      from: spots.copy,
      source: copy,
      to: spots.temp,
      verification: 'full' as const,
      mayLink: entry.route === 'copy-back',
      change: { arrayRoot, arrayRootInode },
      reservation,
      control: home.control,
      progress: home.progress
    }
    const verified = await carry(entry, carriage, deps)
    const rotten =
      entry.route !== 'recreate' &&
      found.sight.copy === 'ours' &&
      entry.hash !== undefined &&
      verified.hash !== entry.hash
    return rotten ? { kind: 'ended', ending: await endRotten(verified, deps) } : { kind: 'carried', entry: verified }
  } finally {
    reservation.release()
  }
}
