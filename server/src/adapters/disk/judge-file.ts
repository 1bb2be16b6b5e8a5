/** Judges one file by name: where it lies, whether it may move. A system error on the way is a no to this file, never more. */
import { Buffer } from 'node:buffer'
import type { Stats } from 'node:fs'
import { type ArrayPath, poolPath, sharePath } from '#core/model/place.ts'
import type { SeenFile } from '#core/model/unit.ts'
import { under } from '#core/resolve/path-map.ts'
import { holdsPromotion } from '#core/resolve/root-gates.ts'
import { errnoOf } from './errno-words.ts'
import { DAY, type FileRefusal, firstNo, type GateQuestion, HOUR, liesAt, no } from './file-gates.ts'
import { type FileLook, lookAtFile } from './file-look.ts'
import { failedLook, mayBeShadowed, notReady, type Search, search, type Wanted } from './find-file.ts'

/** Bytes of one name and of a whole path, less what the temporary name beside it needs. */
const LONGEST_NAME = 255
const LONGEST_PATH = 4096 - 64

/** A file that passed, with the branch path where it was found. */
export interface Passed {
  readonly seen: SeenFile
  readonly branchPath: string
  /** Relative to the roots, as spelled on the disk. */
  readonly relative: string
}

/** The answer about one file. */
export type GateAnswer = { readonly passed: Passed } | { readonly refusal: FileRefusal }

const tooLong = (question: GateQuestion, relative: string, shown: string): FileRefusal | undefined => {
  const name = relative.split('/').some((part) => Buffer.byteLength(part) > LONGEST_NAME)
  const path = [question.layout.poolRoot, ...question.layout.arrayRoots].some(
    (root) => Buffer.byteLength(root) + Buffer.byteLength(relative) > LONGEST_PATH
  )
  if (!name && !path) return undefined
  const detail = name ? `a part of it is longer than ${LONGEST_NAME} bytes` : `it is longer than ${LONGEST_PATH} bytes`
  return no('name-is-supported', { code: 'name-not-supported', path: shown, detail }, question.now + DAY)
}

const onPoolAlready = async (question: GateQuestion, relative: string): Promise<FileRefusal | undefined> => {
  const path = poolPath(under(question.layout.poolRoot, relative))
  if (!(await liesAt(question, path)) || (await question.homeOf(path)) !== undefined) return undefined
  return no('not-on-pool-already', { code: 'already-on-pool', path }, question.now + HOUR)
}

/**
 * A file of ours that serves from the pool already, as one of a unit that is there only in part: its own name at home may be a link of ours, or
 * free, so the copy is what is looked at. Undefined when it is not ours, or not there.
 */
const servesAlready = async (
  question: GateQuestion,
  relative: string,
  role: SeenFile['role']
): Promise<GateAnswer | undefined> => {
  const { layout } = question
  const path = poolPath(under(layout.poolRoot, relative))
  const arrayRoot = await question.homeOf(path)
  if (arrayRoot === undefined) return undefined
  const look = await lookAtFile(question.ask, layout.poolRoot, relative)
  if (look.kind !== 'found' || !look.stats.isFile()) return undefined
  const seen = seenOf(look.stats, { path: sharePath(under(layout.shareRoot, relative)), arrayRoot, role })
  return { passed: { seen, branchPath: under(arrayRoot, relative), relative } }
}

const seenOf = (stats: Stats, about: Pick<SeenFile, 'path' | 'arrayRoot' | 'role'>): SeenFile => ({
  ...about,
  sizeBytes: stats.size,
  allocatedBytes: stats.blocks * 512,
  links: stats.nlink,
  changedAt: Math.floor(Math.max(stats.mtimeMs, stats.ctimeMs))
})

/** Nothing on any branch: either the file is gone, or the merged view takes it from a disk that is not visible here. */
const nowhere = async ({ layout, now, ask }: GateQuestion, relative: string): Promise<FileRefusal> => {
  const path = sharePath(under(layout.shareRoot, relative))
  const merged = !layout.arrayRoots.some((root) => root === String(layout.shareRoot))
  if (merged && (await lookAtFile(ask, layout.shareRoot, relative)).kind === 'found') {
    const detail = `${path} is on none of the array roots that are visible here (${layout.arrayRoots.join(', ')}); map its disk into the container or name it in ARRAY_SOURCES.`
    return no('branch-is-known', { code: 'mode-unavailable', detail }, now + HOUR)
  }
  return no('file-exists', { code: 'file-missing', path }, now + HOUR)
}

type Found = FileLook & { readonly kind: 'found' }

/** What stands in the way of a search's result: nothing was found, it cannot be looked at, it lies behind a link. */
const resultOf = async (
  question: GateQuestion,
  { found, passedOver }: Search,
  relative: string
): Promise<{ readonly arrayRoot: ArrayPath; readonly look: Found } | { readonly refusal: FileRefusal }> => {
  const [away] = passedOver
  if (found === undefined) {
    return { refusal: away === undefined ? await nowhere(question, relative) : notReady(away.reason, question) }
  }
  const { arrayRoot, look } = found
  if (look.kind === 'found') return { arrayRoot, look }
  if (look.kind === 'failed') return { refusal: failedLook(question, look, arrayRoot) }
  const reason = { code: 'not-a-regular-file', path: look.path, kind: 'link in place of a folder' } as const
  return { refusal: no('no-link-on-the-way', reason, question.now + HOUR) }
}

/** The gates of a file that was found. */
const gateOfFound = async (
  question: GateQuestion,
  { arrayRoot, look }: { readonly arrayRoot: ArrayPath; readonly look: Found },
  { searched, wanted }: { readonly searched: Search; readonly wanted: Wanted }
): Promise<FileRefusal | undefined> => {
  const { layout } = question
  const shadowed = mayBeShadowed(look.stats, searched, wanted)
  const held = shadowed ?? holdsPromotion([arrayRoot], layout.mode, layout.gates ?? new Map())
  if (held !== undefined) return notReady(held, question)
  const spelledOtherwise = look.relative === wanted.relative ? undefined : await onPoolAlready(question, look.relative)
  if (spelledOtherwise !== undefined) return spelledOtherwise
  const shown = under(layout.shareRoot, look.relative)
  return firstNo({ question, shown, branchPath: look.path, relative: look.relative, stats: look.stats })
}

const judge = async (question: GateQuestion, wanted: Wanted): Promise<GateAnswer> => {
  const { layout } = question
  const { relative, role } = wanted
  const asked = under(layout.shareRoot, relative)
  const unnameable = tooLong(question, relative, asked)
  if (unnameable !== undefined) return { refusal: unnameable }
  const ours = await servesAlready(question, relative, role)
  if (ours !== undefined) return ours
  const early = await onPoolAlready(question, relative)
  if (early !== undefined) return { refusal: early }
  const searched = await search(question, relative)
  const result = await resultOf(question, searched, relative)
  if ('refusal' in result) return result
  const refusal = await gateOfFound(question, result, { searched, wanted })
  if (refusal !== undefined) return { refusal }
  const { arrayRoot, look } = result
  const path = sharePath(under(layout.shareRoot, look.relative))
  const seen = seenOf(look.stats, { path, arrayRoot, role })
  return { passed: { seen, branchPath: look.path, relative: look.relative } }
}

/** The root of the array that did not answer. */
const silentRoot = ({ layout }: GateQuestion, thrown: unknown): ArrayPath | undefined => {
  const path = thrown instanceof Error && 'path' in thrown ? thrown.path : undefined
  return (layout.branches ?? layout.arrayRoots).find((root) => root === path)
}

/** Judges one file. A system error met on the way is a refusal of this file, never more. */
export const judgeFile = async (question: GateQuestion, wanted: Wanted): Promise<GateAnswer> => {
  try {
    return await judge(question, wanted)
  } catch (thrown) {
    const code = errnoOf(thrown)
    if (code === 'unknown') throw thrown
    const path = under(question.layout.shareRoot, wanted.relative)
    return { refusal: failedLook(question, { path, code }, silentRoot(question, thrown)) }
  }
}
