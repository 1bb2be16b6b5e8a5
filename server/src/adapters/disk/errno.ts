/** Translates system errors of moves into Failures: one sentence that names the path and the cause, a remedy, and whether trying again helps. */
import type { Spot } from '#ports/file-system.ts'
import { type DiskAct, Failure, type FailureCode, type Retry } from '#src/failure.ts'
import { errnoOf, errnoWords } from './errno-words.ts'
import { pathOf } from './pin.ts'

interface Meaning {
  readonly code: FailureCode
  readonly retry: Retry
  readonly hint: string
}

const full: Meaning = {
  code: 'disk.full',
  retry: 'later',
  hint: 'Free some room there; the move is tried again in a later run.'
}
const gone: Meaning = {
  code: 'disk.gone',
  retry: 'later',
  hint: 'Check that it is mounted; nothing is touched until it is back.'
}
const rights: Meaning = {
  code: 'disk.permission',
  retry: 'never',
  hint: 'Check its owner and mode against PUID and PGID, and that it is not immutable.'
}
const dying: Meaning = { code: 'disk.io', retry: 'later', hint: 'Check the health of that disk before anything else.' }
const moved: Meaning = { code: 'disk.missing', retry: 'later', hint: 'Somebody moved or deleted it meanwhile.' }
const unable: Meaning = {
  code: 'disk.not-supported',
  retry: 'never',
  hint: 'Its file system cannot do this; choose a mode that does not need it.'
}

const meanings: Readonly<Record<string, Meaning>> = {
  ENOSPC: full,
  EDQUOT: full,
  EIO: dying,
  ESTALE: gone,
  ENOTCONN: gone,
  EHOSTDOWN: gone,
  EHOSTUNREACH: gone,
  ETIMEDOUT: gone,
  EUCLEAN: dying,
  EBADMSG: dying,
  ENOMEDIUM: gone,
  ENODEV: gone,
  ENXIO: gone,
  EROFS: {
    code: 'disk.read-only',
    retry: 'later',
    hint: 'It is mounted read-only, often after an error of the disk; check the system log.'
  },
  EACCES: rights,
  EPERM: rights,
  ENOENT: moved,
  ENOTDIR: moved,
  EEXIST: { code: 'disk.exists', retry: 'later', hint: 'Somebody put it there; nothing is ever overwritten.' },
  EXDEV: {
    code: 'disk.other-file-system',
    retry: 'never',
    hint: 'Map the whole disk once instead of several of its folders, so that names can change in one step.'
  },
  ENAMETOOLONG: { code: 'disk.name-too-long', retry: 'never', hint: 'Shorten the name of the file.' },
  EINVAL: unable,
  ENOSYS: unable,
  ENOTSUP: unable,
  EOPNOTSUPP: unable,
  EMLINK: unable,
  ELOOP: {
    code: 'disk.escape',
    retry: 'never',
    hint: 'A symbolic link below the root is never followed; use the real path.'
  }
}

/** An error that says nothing about the disk, such as too many open files: it must not count against a root. */
const unknown: Meaning = { code: 'disk.other', retry: 'later', hint: 'Check the system log.' }

/** What was being done to which path, in words that follow "Could not": `copy`, `remove`. */
export interface Attempt {
  readonly verb: string
  readonly path: string
  /** The root that the path lies below. */
  readonly root?: string
  readonly act?: DiskAct
}

/** An attempt that only reads below a root. */
export const readingOf = (verb: string, spot: Spot): Attempt => ({
  verb,
  path: pathOf(spot),
  root: spot.root,
  act: 'read'
})

/** An attempt that changes something below a root. */
export const writingOf = (verb: string, spot: Spot): Attempt => ({ ...readingOf(verb, spot), act: 'write' })

/** The Failure for a thrown system error. What is no system error passes unchanged. */
export const diskFailure = (thrown: unknown, attempt: Attempt): unknown => {
  const code = errnoOf(thrown)
  if (thrown instanceof Failure || !/^E[A-Z0-9]+$/u.test(code)) return thrown
  const meaning = meanings[code] ?? unknown
  return new Failure(meaning.code, {
    sentence: `Could not ${attempt.verb} ${attempt.path}: ${errnoWords(code)}.`,
    hint: meaning.hint,
    retry: meaning.retry,
    root: attempt.root,
    act: attempt.act,
    cause: thrown
  })
}

/** Does something to a path; its system errors become Failures. */
export const attempt = async <T>(what: Attempt, act: () => Promise<T>): Promise<T> => {
  try {
    return await act()
  } catch (thrown) {
    throw diskFailure(thrown, what)
  }
}
