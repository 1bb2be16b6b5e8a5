/**
 * Looks at copies on the pool, one lstat each; says which are not as they were left. No call below an array root.
 *
 * On a local disk the calls are made in place, some at a time between other work: each takes microseconds, and handing it to another thread and back takes a
 * hundred times that on a busy machine. Where a call may wait for a network or for another program, it is handed over, so that nothing else waits with it.
 */
import { type BigIntStats, lstat, lstatSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { errnoOf, isAbsent } from '#adapters/disk/errno-words.ts'
import { readMounts } from '#adapters/disk/mountinfo.ts'
import type { AskDisk } from '#adapters/disk/patience/ask-disk.ts'
import type { CopyFinding, CopyState } from '#core/model/copies.ts'
import type { OwnedCopy } from '#ports/ledger.ts'
import { isRemote } from './remote.ts'

/** Looks at a time. */
const atOnce = 256

type Look =
  | { readonly kind: 'found'; readonly stats: BigIntStats }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' }

const lookHere = (path: string): Look => {
  try {
    return { kind: 'found', stats: lstatSync(path, { bigint: true }) }
  } catch (thrown) {
    return { kind: isAbsent(errnoOf(thrown)) ? 'absent' : 'unknown' }
  }
}

const lookAway = (path: string): Promise<Look> =>
  new Promise((resolve) => {
    lstat(path, { bigint: true }, (error, stats) => {
      if (error === null) resolve({ kind: 'found', stats })
      else resolve({ kind: isAbsent(errnoOf(error)) ? 'absent' : 'unknown' })
    })
  })

/** A disk that did not answer in time says nothing. */
const unknown = (): Look => ({ kind: 'unknown' })

/** What is under the name, compared with what was left there. A size that changed while nobody wrote is damage, not an upgrade. */
const stateOf = (copy: OwnedCopy, stats: BigIntStats): CopyState | undefined => {
  if (!stats.isFile()) return 'odd'
  const sameFile = String(stats.ino) === copy.mark.inode
  const sameSize = Number(stats.size) === copy.mark.sizeBytes
  const sameTime = String(stats.mtimeNs) === copy.mark.modifiedNs
  if (sameFile && sameSize && sameTime) return undefined
  return sameFile && sameTime ? 'damaged' : 'changed'
}

const judge = (copy: OwnedCopy, look: Look): readonly CopyFinding[] => {
  const { path } = copy
  if (look.kind === 'unknown') return []
  if (look.kind === 'absent') return [{ path, state: 'gone', changedAt: undefined }]
  const state = stateOf(copy, look.stats)
  if (state === undefined) return []
  const { mtimeNs, ctimeNs } = look.stats
  const newest = mtimeNs > ctimeNs ? mtimeNs : ctimeNs
  return [{ path, state, changedAt: Number(newest / 1_000_000n) }]
}

/** A root with another inode is another disk, or none: there a missing file means nothing. */
const rootsAsKnown = async (ask: AskDisk, copies: readonly OwnedCopy[]): Promise<ReadonlySet<string>> => {
  const known = new Map(copies.map(({ poolRoot, poolRootInode }) => [`${poolRoot}\0${poolRootInode}`, poolRoot]))
  const sound = new Set<string>()
  for (const [key, root] of known) {
    const look = await ask(root, () => lookAway(root)).catch(unknown)
    if (look.kind === 'found' && key === `${root}\0${look.stats.ino}`) sound.add(key)
  }
  return sound
}

/** Those of the copies that are not as they were left. A file that cannot be looked at is not judged. */
export const lookAtCopies = async (ask: AskDisk, copies: readonly OwnedCopy[]): Promise<readonly CopyFinding[]> => {
  const sound = await rootsAsKnown(ask, copies)
  const known = copies.filter(({ poolRoot, poolRootInode }) => sound.has(`${poolRoot}\0${poolRootInode}`))
  const mounts = await readMounts()
  const mayWait = new Set(known.map(({ poolRoot }) => poolRoot).filter((root) => isRemote(mounts, root)))
  const found: CopyFinding[] = []
  for (let at = 0; at < known.length; at += atOnce) {
    const some = known.slice(at, at + atOnce)
    const looks = some.map(({ path, poolRoot }) =>
      mayWait.has(poolRoot) ? ask(poolRoot, () => lookAway(path)).catch(unknown) : lookHere(path)
    )
    for (const [n, look] of (await Promise.all(looks)).entries()) {
      const copy = some[n]
      if (copy !== undefined) found.push(...judge(copy, look))
    }
    await setImmediate()
  }
  return found
}
