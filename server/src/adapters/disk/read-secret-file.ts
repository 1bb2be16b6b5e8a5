/** Reads a secret that a variable names by file, as container secrets are. */
import { readFileSync, statSync } from 'node:fs'
import type { SecretFileContent } from '@pcu/contract'

const LARGEST_SECRET_BYTES = 65_536

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'this program may not read it (check its owner and mode)',
  EPERM: 'this program may not read it (check its owner and mode)',
  ELOOP: 'it is a link that leads nowhere',
  EIO: 'the disk could not read it',
  ERR_INVALID_ARG_VALUE: 'its name cannot be a path'
}

function whyUnreadable(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : undefined
  // Without a code of the operating system it is our own mistake.
  if (code === undefined) throw thrown
  return WHY[code] ?? code
}

/**
 * The text of a secret file, or why it cannot be read; never throws for what a disk can do.
 * Refuses folders, pipes and devices, which could hang the start, and anything over 64 KiB.
 */
export function readSecretFile(path: string): SecretFileContent {
  try {
    const facts = statSync(path)
    if (!facts.isFile()) return { error: 'it is not a file' }
    if (facts.size > LARGEST_SECRET_BYTES) return { error: 'it is larger than 64 KiB, so it is no secret' }
    return { text: readFileSync(path, 'utf8') }
  } catch (thrown) {
    return { error: whyUnreadable(thrown) }
  }
}
