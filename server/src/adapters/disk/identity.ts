/** What stands under a name, and whether it is what was expected there. */
import type { BigIntStats } from 'node:fs'
import type { Identity } from '#core/move/machine.ts'
import type { Expected } from '#ports/file-system.ts'
import { Failure } from '#src/failure.ts'
import { lstat, readlink } from './calls.ts'

const kindOf = (found: BigIntStats): Identity['kind'] => {
  if (found.isFile()) return 'file'
  if (found.isSymbolicLink()) return 'link'
  return found.isDirectory() ? 'directory' : 'other'
}

/** A stat as an identity. `text` is the link's own, when it is one. */
export const identityOf = (found: BigIntStats, text?: string): Identity => ({
  kind: kindOf(found),
  inode: String(found.ino),
  sizeBytes: Number(found.size),
  modifiedNs: String(found.mtimeNs),
  changedNs: String(found.ctimeNs),
  links: Number(found.nlink),
  text
})

/** Looks at a pinned name without following it. */
export const lookAt = async (at: string): Promise<Identity> => {
  const found = await lstat(at, { bigint: true })
  return identityOf(found, found.isSymbolicLink() ? await readlink(at) : undefined)
}

/**
 * A file without a link is in sight only until its last reader is gone, as on a share whose server waits with a deletion: its name counts for nothing.
 * Folders are left out; some file systems count no links of theirs.
 */
export const isGoing = ({ kind, links }: Identity): boolean => kind === 'file' && links === 0

const isMarked = (found: Identity, mark: { inode: string; sizeBytes: number; modifiedNs: string }): boolean =>
  found.inode === mark.inode && found.sizeBytes === mark.sizeBytes && found.modifiedNs === mark.modifiedNs

/** Whether what was found is what was expected. */
export const meets = (found: Identity, expected: Expected): boolean => {
  if (isGoing(found)) return false
  switch (expected.kind) {
    case 'same':
      return found.kind === 'file' && isMarked(found, expected.mark)
    case 'inode':
      return found.kind === 'file' && found.inode === expected.inode
    case 'link':
      return found.kind === 'link' && found.text === expected.text
    case 'plain-file':
      return found.kind === 'file'
  }
}

/** The Failure for a file that is not what it was. */
export const changedFailure = (path: string): Failure =>
  new Failure('move.changed', { sentence: `${path} is not the file that it was.`, retry: 'later' })

/** Looks right before a name is taken away; anything unexpected is a Failure `move.changed`. */
export const insist = async (at: string, expected: Expected, path: string): Promise<void> => {
  if (!meets(await lookAt(at), expected)) throw changedFailure(path)
}
