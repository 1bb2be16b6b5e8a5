/**
 * Asks a merged view what it does with names that pool and array both have. The one room that changes anything through a view: one delete
 * and one rename, of files of our own, because nothing else tells what a delete in Plex does while the array keeps the original.
 */
import { lstat, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { ViewFacts } from '@pcu/contract'
import { errnoOf, isAbsent } from '#adapters/disk/errno-words.ts'
import { lies } from '#adapters/disk/roots/lies.ts'
import { under } from '#core/resolve/path-map.ts'

/** Our own folder on both branches and the same one through the view. */
export interface ViewQuestion {
  readonly onPool: string
  readonly onArray: string
  readonly throughView: string
}

type Taken = ViewFacts['unlinkTakes']
type Answers = Omit<ViewFacts, 'place' | 'fileSystem' | 'version' | 'askedAt'>

/** mergerfs keeps what it knows of a name for a second by default. */
const LOOKS = 26
const BETWEEN_LOOKS_MS = 100

const put = (folder: string, name: string, text: string): Promise<void> =>
  writeFile(under(folder, name), text, { flag: 'wx', mode: 0o600 })

const putBoth = async ({ onPool, onArray }: ViewQuestion, name: string): Promise<void> => {
  await put(onArray, name, 'array')
  await put(onPool, name, 'pool')
}

const until = async (holds: () => Promise<boolean>, looksLeft = LOOKS): Promise<boolean> => {
  if (await holds()) return true
  if (looksLeft <= 1) return false
  await delay(BETWEEN_LOOKS_MS)
  return until(holds, looksLeft - 1)
}

const asksShown = async ({ onPool, throughView }: ViewQuestion): Promise<boolean> => {
  await put(onPool, 'pcu-only-pool', 'pool')
  return until(() => lies(under(throughView, 'pcu-only-pool')))
}

const asksRead = async (question: ViewQuestion): Promise<ViewFacts['reads']> => {
  await putBoth(question, 'pcu-both')
  const path = under(question.throughView, 'pcu-both')
  if (!(await until(() => lies(path)))) return 'neither'
  const text = await readFile(path, 'utf8')
  return text === 'pool' || text === 'array' ? text : 'neither'
}

/** What went, seen on the branches themselves: no cache of the view stands in between. */
const takenOf = async ({ onPool, onArray }: ViewQuestion, name: string): Promise<Taken> => {
  const [pool, array] = [await lies(under(onPool, name)), await lies(under(onArray, name))]
  if (pool && array) return 'none'
  if (!(pool || array)) return 'both'
  return pool ? 'array' : 'pool'
}

const asksTaken = async (
  question: ViewQuestion,
  name: string,
  act: (path: string) => Promise<void>
): Promise<Taken> => {
  await putBoth(question, name)
  const path = under(question.throughView, name)
  if (!(await until(() => lies(path)))) return 'refused'
  try {
    await act(path)
  } catch (thrown) {
    if (errnoOf(thrown) === 'unknown') throw thrown
    // A view that is mapped read-only, or that asks for more rights than we have: what it would take is not known.
    const taken = await takenOf(question, name)
    return taken === 'none' ? 'refused' : taken
  }
  return takenOf(question, name)
}

const inodeThrough = async (path: string): Promise<bigint | undefined> => {
  try {
    return (await lstat(path, { bigint: true })).ino
  } catch (thrown) {
    if (isAbsent(errnoOf(thrown))) return undefined
    throw thrown
  }
}

/** The array's file is seen first; then the pool gets its copy, and the view may say another number once it has forgotten the first. */
const asksInodes = async ({ onPool, onArray, throughView }: ViewQuestion): Promise<boolean> => {
  await put(onArray, 'pcu-moving', 'array')
  const path = under(throughView, 'pcu-moving')
  if (!(await until(() => lies(path)))) return false
  const before = await inodeThrough(path)
  await put(onPool, 'pcu-moving', 'pool copy')
  const copy = await stat(under(onPool, 'pcu-moving'))
  await until(async () => (await stat(path)).size === copy.size)
  return (await inodeThrough(path)) === before
}

/** Asks. Throws the system's error when a branch is in trouble. */
export const askView = async (question: ViewQuestion): Promise<Answers> => {
  const showsPool = await asksShown(question)
  const reads = await asksRead(question)
  const unlinkTakes = await asksTaken(question, 'pcu-deleted', unlink)
  const renameTakes = await asksTaken(question, 'pcu-renamed', (path) => rename(path, `${path}-to`))
  return { showsPool, reads, unlinkTakes, renameTakes, inodesStay: await asksInodes(question) }
}
