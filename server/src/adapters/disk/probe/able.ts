/** Tells an answer of a file system ("I cannot") from trouble with it (full, dying, gone), which is no answer. */
import { errnoOf, errnoWords } from '#adapters/disk/errno-words.ts'
import { Failure, type FailureCode } from '#src/failure.ts'

/** Codes by which a file system or its server says that it does not do something. */
const ANSWERS = new Set([
  'EPERM',
  'EACCES',
  'EINVAL',
  'ENOSYS',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EXDEV',
  'EMLINK',
  'ENAMETOOLONG',
  'ENOTTY',
  'EBUSY',
  'ETXTBSY'
])

/** `works`, `ignored` when the act went through without effect, or the code of the refusal. Throws the system's error for trouble. */
export const able = async (act: () => Promise<boolean>): Promise<string> => {
  try {
    return (await act()) ? 'works' : 'ignored'
  } catch (thrown) {
    const code = errnoOf(thrown)
    if (ANSWERS.has(code)) return code
    throw thrown
  }
}

const CODES: Readonly<Record<string, FailureCode>> = {
  EACCES: 'disk.permission',
  EPERM: 'disk.permission',
  EROFS: 'disk.read-only',
  ENOSPC: 'disk.full',
  EDQUOT: 'disk.full',
  EIO: 'disk.io'
}

/** A question that could not be asked. */
interface Unasked {
  /** The root that it was about. */
  readonly root: string
  /** The sentence, with the words for the system's error. */
  readonly sentence: (words: string) => string
  readonly hint?: string
}

/** The Failure of a question that could not be asked. What is no system error passes unchanged. */
export const unaskedFailure = (thrown: unknown, { root, sentence, hint }: Unasked): unknown => {
  const code = errnoOf(thrown)
  if (thrown instanceof Failure || code === 'unknown') return thrown
  const facts = { sentence: sentence(errnoWords(code)), retry: 'later', root, act: 'write', cause: thrown } as const
  return new Failure(CODES[code] ?? 'disk.gone', hint === undefined ? facts : { ...facts, hint })
}

/** The Failure of a place of which it could not be found out what it can do. */
export const probeFailure = (thrown: unknown, place: string, root: string): unknown =>
  unaskedFailure(thrown, {
    root,
    sentence: (words) => `What ${place} can do could not be found out: ${words}.`,
    hint: 'A few bytes are written there before the first move; check its room, owner and mount.'
  })
