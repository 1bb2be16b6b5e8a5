/** Inspects a unit about to move: its videos must all pass the gates; its sidecars come along where they pass. Reads only, and only its own folders. */
import { Buffer } from 'node:buffer'
import { dirname } from 'node:path'
import type { Inspection, LeftOut, SeenFile, Unit } from '#core/model/unit.ts'
import { under } from '#core/resolve/path-map.ts'
import { folderArtworkOf, seasonOfFolder, sidecarsOf } from '#core/resolve/sidecars.ts'
import { errnoOf, errnoWords } from './errno-words.ts'
import { asked, type FileRefusal, type GateQuestion } from './file-gates.ts'
import { lookAround } from './file-look.ts'
import { judgeFile, type Passed } from './judge-file.ts'

/** A mark that stands for bytes that are no text. */
const UNSHOWABLE = '\uFFFD'

const nameOf = (relative: string): string => relative.slice(relative.lastIndexOf('/') + 1)
const folderOf = (relative: string): string => relative.slice(0, relative.length - nameOf(relative).length)

const stemOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('.'))) || name

const notText = (path: string): LeftOut => ({
  path,
  reason: { code: 'name-not-supported', path, detail: 'it holds bytes that are not UTF-8 text' }
})

interface Company {
  /** Relative to the roots. */
  readonly names: readonly string[]
  readonly leftOut: readonly LeftOut[]
}

/** What describes the show in whose season's folder the video lies; the folder above is listed for it, on a disk that is awake by now. */
const artworkOfShow = async (question: GateQuestion, video: Passed): Promise<readonly string[]> => {
  const folder = folderOf(video.relative).slice(0, -1)
  const season = folder.includes('/') ? seasonOfFolder(nameOf(folder)) : undefined
  if (season === undefined) return []
  const { files } = await asked(question, dirname(dirname(video.branchPath)), lookAround)
  return folderArtworkOf(files, season).map((name) => `${folderOf(folder)}${name}`)
}

/** Relative to the roots. */
const artworkOf = async (
  question: GateQuestion,
  video: Passed,
  files: readonly string[]
): Promise<readonly string[]> => {
  if (question.layout.shared?.folderArtwork !== 'cache') return []
  const beside = folderArtworkOf(files).map((name) => `${folderOf(video.relative)}${name}`)
  return [...beside, ...(await artworkOfShow(question, video))]
}

/** The sidecars of one video, or why its folder could not be listed. */
const companyOf = async (question: GateQuestion, video: Passed): Promise<Company> => {
  const folder = folderOf(video.relative)
  const name = nameOf(video.relative)
  const shown = under(question.layout.shareRoot, folder)
  try {
    const around = await asked(question, dirname(video.branchPath), lookAround)
    const strange = around.unreadable.filter((entry) => entry.split(UNSHOWABLE)[0]?.startsWith(stemOf(name)))
    const own = sidecarsOf(name, around).map((sidecar) => `${folder}${sidecar}`)
    return {
      names: [...own, ...(await artworkOf(question, video, around.files))],
      leftOut: strange.map((entry) => notText(`${shown}${entry}`))
    }
  } catch (thrown) {
    const code = errnoOf(thrown)
    if (code === 'unknown') throw thrown
    const reason = { code: 'file-unreadable', path: shown, detail: errnoWords(code) } as const
    return { names: [], leftOut: [{ path: shown, reason }] }
  }
}

const relativeOf = (question: GateQuestion, path: string): string => {
  const root = question.layout.shareRoot
  return path.slice(root === '/' ? 1 : root.length + 1)
}

const isText = (path: string): boolean => Buffer.from(path, 'utf8').toString('utf8') === path

interface Gathered {
  readonly files: Map<string, SeenFile>
  readonly leftOut: Map<string, LeftOut>
}

const addSidecars = async (question: GateQuestion, video: Passed, into: Gathered): Promise<void> => {
  const { names, leftOut } = await companyOf(question, video)
  for (const left of leftOut) into.leftOut.set(left.path, left)
  for (const relative of names) {
    const path = under(question.layout.shareRoot, relative)
    if (into.files.has(path) || into.leftOut.has(path)) continue
    const answer = await judgeFile(question, { relative, role: 'sidecar' })
    if ('passed' in answer) into.files.set(answer.passed.seen.path, answer.passed.seen)
    else into.leftOut.set(path, { path, reason: answer.refusal.reason })
  }
}

const refusedName = (question: GateQuestion, path: string): FileRefusal => ({
  rule: 'name-is-supported',
  reason: notText(path).reason,
  until: question.now + 24 * 3_600_000
})

/** A refusal as it is remembered; what it says about a disk is for this moment alone. */
const withoutTrouble = ({ trouble, ...refusal }: FileRefusal): Pick<Inspection, 'refusal' | 'trouble'> =>
  trouble === undefined ? { refusal } : { refusal, trouble }

/**
 * Looks at a unit's files. The first video that fails a gate refuses the unit; a sidecar that fails one stays behind and is told. Paths in the answer are
 * spelled as on the disk, which may be another Unicode form than Plex's.
 */
export const inspectUnit = async (question: GateQuestion, unit: Unit): Promise<Inspection> => {
  const about = { unit: unit.id, lookedAt: question.now }
  const gathered: Gathered = { files: new Map(), leftOut: new Map() }
  const videos: Passed[] = []
  for (const { sharePath: path, sizeBytes } of unit.videos) {
    if (!isText(path)) return { ...about, files: [], refusal: refusedName(question, path) }
    const answer = await judgeFile(question, { relative: relativeOf(question, path), role: 'video', sizeBytes })
    if ('refusal' in answer) return { ...about, files: [], ...withoutTrouble(answer.refusal) }
    videos.push(answer.passed)
    gathered.files.set(answer.passed.seen.path, answer.passed.seen)
  }
  for (const video of videos) await addSidecars(question, video, gathered)
  return { ...about, files: [...gathered.files.values()], leftOut: [...gathered.leftOut.values()] }
}
