/** Finds on which branch a file lies, without asking those that are away, and says what an error on the way means for a disk. */
import type { Stats } from 'node:fs'
import type { Reason } from '@pcu/contract'
import type { ArrayPath } from '#core/model/place.ts'
import type { RootTrouble, SeenFile } from '#core/model/unit.ts'
import { errnoWords } from './errno-words.ts'
import { type FileRefusal, type GateQuestion, HOUR, no } from './file-gates.ts'
import { type FileLook, lookAtFile } from './file-look.ts'

/** A file that is asked for. */
export interface Wanted {
  /** Relative to the roots. */
  readonly relative: string
  readonly role: SeenFile['role']
  /** Bytes as Plex says; undefined when it does not. */
  readonly sizeBytes?: number | undefined
}

/** A root that is not looked at, with the reason. */
interface PassedOver {
  readonly root: ArrayPath
  readonly reason: Reason
}

/** What the branches hold under a name: the first that has it, and those before it that are away and might have it too. */
export interface Search {
  readonly found: { readonly arrayRoot: ArrayPath; readonly look: Exclude<FileLook, { kind: 'absent' }> } | undefined
  readonly passedOver: readonly PassedOver[]
}

/** Asks the branches in the union's order, and none of those that are away. */
export const search = async ({ layout, ask }: GateQuestion, relative: string): Promise<Search> => {
  const passedOver: PassedOver[] = []
  for (const arrayRoot of layout.branches ?? layout.arrayRoots) {
    const reason = layout.gates?.get(arrayRoot)?.touch
    if (reason !== undefined) {
      passedOver.push({ root: arrayRoot, reason })
      continue
    }
    const look = await lookAtFile(ask, arrayRoot, relative)
    if (look.kind !== 'absent') return { found: { arrayRoot, look }, passedOver }
  }
  return { found: undefined, passedOver }
}

/** A no because of a root. It ends when that root is well again. */
export const notReady = (reason: Reason, { now }: GateQuestion): FileRefusal =>
  no('roots-are-ready', reason, now + HOUR)

/**
 * A disk that is away may hold another file of the same name, which the view prefers and Plex knows. What was found behind it counts only when it is
 * the very file that Plex knows, by its size; a sidecar, whose size nobody tells, stays where it is.
 */
export const mayBeShadowed = ({ size }: Stats, { passedOver }: Search, wanted: Wanted): Reason | undefined =>
  wanted.role === 'video' && wanted.sizeBytes === size ? undefined : passedOver[0]?.reason

const troubles: Readonly<Record<string, RootTrouble['kind']>> = {
  EIO: 'read-failed',
  ESTALE: 'gone',
  ENOTCONN: 'gone',
  EHOSTDOWN: 'gone',
  EHOSTUNREACH: 'gone',
  ETIMEDOUT: 'gone',
  ENODEV: 'gone',
  ENXIO: 'gone'
}

/** The look failed with a system error: a no to this file, and for some errors a word about its disk. */
export const failedLook = (
  question: GateQuestion,
  { path, code }: { readonly path: string; readonly code: string },
  root: ArrayPath | undefined
): FileRefusal => {
  const refusal = no(
    'file-is-readable',
    { code: 'file-unreadable', path, detail: errnoWords(code) },
    question.now + HOUR
  )
  const kind = troubles[code]
  if (root === undefined || kind === undefined) return refusal
  return { ...refusal, trouble: { root, kind, sentence: `Could not look at ${path}: ${errnoWords(code)}.` } }
}
