/** The file that is copied: opened without waking a disk for an access time, and the same file from beginning to end. */
import { constants } from 'node:fs'
import { lstat, type OpenFile, open } from '#adapters/disk/calls.ts'
import { attempt, readingOf } from '#adapters/disk/errno.ts'
import { errnoOf } from '#adapters/disk/errno-words.ts'
import { changedFailure, identityOf } from '#adapters/disk/identity.ts'
import { type Pinned, pathOf } from '#adapters/disk/pin.ts'
import type { CopyPlan } from './session.ts'

/** O_NOATIME: reading must not wake a parity disk for an access time. Only an owner may ask for it. */
export const openSource = async (at: string): Promise<OpenFile> => {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  try {
    return await open(at, flags | constants.O_NOATIME)
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EPERM') throw thrown
    return await open(at, flags)
  }
}

/** A second name of the source changes its ctime and nothing else. */
export type Strictness = 'with-ctime' | 'second-name'

/** Throws Failure `move.changed` when the open file is not what was to be copied. */
export const insistOnSource = async (
  source: OpenFile,
  plan: CopyPlan,
  strictness: Strictness = 'with-ctime'
): Promise<void> => {
  const found = identityOf(await attempt(readingOf('read', plan.from), () => source.stat({ bigint: true })))
  const { inode, sizeBytes, modifiedNs, changedNs } = plan.expected
  const same =
    found.kind === 'file' &&
    found.inode === inode &&
    found.sizeBytes === sizeBytes &&
    found.modifiedNs === modifiedNs &&
    (strictness === 'second-name' || found.changedNs === changedNs)
  if (!same) throw changedFailure(pathOf(plan.from))
}

/** The name must still lead to the file that was read, and the file must end where it ended. */
export const insistOnEnd = async (
  files: { readonly source: OpenFile; readonly from: Pinned },
  plan: CopyPlan,
  strictness: Strictness
): Promise<void> => {
  const { source, from } = files
  await insistOnSource(source, plan, strictness)
  const { beyond, named } = await attempt(readingOf('read', plan.from), async () => ({
    beyond: await source.read(new Uint8Array(1), 0, 1, plan.expected.sizeBytes),
    named: await lstat(from.at, { bigint: true })
  }))
  if (beyond.bytesRead > 0 || String(named.ino) !== plan.expected.inode) throw changedFailure(pathOf(plan.from))
}
