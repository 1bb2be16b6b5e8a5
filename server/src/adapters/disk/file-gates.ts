/** The gates that a file must pass before it may be promoted, one after another, cheapest first. Reads only. */
import type { Stats } from 'node:fs'
import { lstat } from 'node:fs/promises'
import type { Reason } from '@pcu/contract'
import type { StorageLayout } from '#core/model/layout.ts'
import { type ArrayPath, type PoolPath, poolPath } from '#core/model/place.ts'
import type { RootTrouble } from '#core/model/unit.ts'
import { hardLinkRefusal, modeFor } from '#core/resolve/hard-links.ts'
import { isBelow, under } from '#core/resolve/path-map.ts'
import { errnoOf, errnoWords, isAbsent } from './errno-words.ts'
import { linkText, readTrouble } from './file-look.ts'
import { type AskDisk, rootOf } from './patience/ask-disk.ts'

/** Milliseconds. */
export const HOUR = 3_600_000
export const DAY = 24 * HOUR
const MEBIBYTE = 1_048_576

/** A no about one file, and until when it is good (epoch milliseconds). */
export interface FileRefusal {
  readonly rule: string
  readonly reason: Reason
  readonly until: number
  /** When the no is a disk's doing. */
  readonly trouble?: RootTrouble
}

/** What the gates need to know. */
export interface GateQuestion {
  readonly layout: StorageLayout
  /** Epoch milliseconds. */
  readonly now: number
  readonly minimumAgeMinutes: number
  /** Whether allocated blocks on this branch say how much of a file is there. */
  readonly tellsAllocation: (path: string) => boolean
  /** How a disk is asked. */
  readonly ask: AskDisk
  /** The branch that a file on the pool came from; undefined when we did not put it there. */
  readonly homeOf: (path: PoolPath) => Promise<ArrayPath | undefined>
}

/** One file at its gates. */
export interface Candidate {
  readonly question: GateQuestion
  /** What people are shown. */
  readonly shown: string
  readonly branchPath: string
  readonly relative: string
  readonly stats: Stats
}

type Gate = (candidate: Candidate) => FileRefusal | undefined | Promise<FileRefusal | undefined>

/** A no in one line. */
export const no = (rule: string, reason: Reason, until: number): FileRefusal => ({ rule, reason, until })

const kindOf = (stats: Stats): string => {
  if (stats.isDirectory()) return 'folder'
  if (stats.isFIFO()) return 'pipe'
  return stats.isSocket() ? 'socket' : 'device'
}

/** Asks about a path, with patience for the root that it lies below. */
export const asked = <T>(
  { layout, ask }: GateQuestion,
  path: string,
  question: (path: string) => Promise<T>
): Promise<T> =>
  ask(rootOf([layout.poolRoot, layout.shareRoot, ...layout.arrayRoots, ...(layout.branches ?? [])], path), () =>
    question(path)
  )

const isRegular: Gate = async ({ question, shown, branchPath, relative, stats }) => {
  if (stats.isFile()) return undefined
  const { layout, now } = question
  const text = stats.isSymbolicLink() ? await asked(question, branchPath, linkText) : undefined
  const copy = poolPath(under(layout.poolRoot, relative))
  if (text !== undefined && (await question.homeOf(copy)) !== undefined) {
    return no('copy-serves', { code: 'copy-gone', path: copy }, now + HOUR)
  }
  const intoPool = text !== undefined && (isBelow(text, layout.linkRoot) || isBelow(text, layout.poolRoot))
  const link = intoPool ? `link into the pool (${text}) without an entry in our ledger` : `link to ${text}`
  const kind = text === undefined ? kindOf(stats) : link
  return no('is-a-regular-file', { code: 'not-a-regular-file', path: shown, kind }, now + HOUR)
}

const isNotHardLinked: Gate = ({ question, shown, stats }) =>
  modeFor(question.layout, stats.nlink) === undefined
    ? no('not-hard-linked', hardLinkRefusal(question.layout, shown, stats.nlink), question.now + DAY)
    : undefined

/** A modification time in the future was set by somebody and tells nothing; the change time is the kernel's own. */
const changedAt = (stats: Stats, now: number): number =>
  stats.mtimeMs > now ? stats.ctimeMs : Math.max(stats.mtimeMs, stats.ctimeMs)

const isNotBeingWritten: Gate = ({ question, shown, stats }) => {
  const { now, minimumAgeMinutes } = question
  const oldEnoughAt = changedAt(stats, now) + minimumAgeMinutes * 60_000
  if (minimumAgeMinutes === 0 || oldEnoughAt <= now) return undefined
  const ageMinutes = Math.max(0, Math.floor((now - changedAt(stats, now)) / 60_000))
  const reason = { code: 'too-young', path: shown, ageMinutes, minimumMinutes: minimumAgeMinutes } as const
  return no('not-being-written', reason, Math.ceil(oldEnoughAt))
}

const isNotSparse: Gate = ({ question, shown, branchPath, stats }) => {
  const allocatedBytes = stats.blocks * 512
  if (stats.size <= MEBIBYTE || allocatedBytes >= 0.9 * stats.size || !question.tellsAllocation(branchPath))
    return undefined
  return no('not-sparse', { code: 'sparse', path: shown, allocatedBytes, sizeBytes: stats.size }, question.now + DAY)
}

const isReadable: Gate = async ({ question, shown, branchPath }) => {
  const code = await asked(question, branchPath, readTrouble)
  if (code === undefined) return undefined
  const reason = { code: 'file-unreadable', path: shown, detail: errnoWords(code) } as const
  return no('file-is-readable', reason, question.now + HOUR)
}

const lies = async (path: string): Promise<boolean> => {
  try {
    await lstat(path)
    return true
  } catch (thrown) {
    const code = errnoOf(thrown)
    if (isAbsent(code) || code === 'ENAMETOOLONG') return false
    throw thrown
  }
}

/** Whether something lies at a path; a link counts. Throws the system's error when that cannot be told. */
export const liesAt = (question: GateQuestion, path: string): Promise<boolean> => asked(question, path, lies)

const backupNameIsFree: Gate = async ({ question, shown, branchPath, stats }) => {
  const parks = modeFor(question.layout, stats.nlink)?.original === 'backup'
  if (!parks || !(await liesAt(question, `${branchPath}.plexcached`))) return undefined
  const reason = { code: 'backup-in-the-way', path: `${shown}.plexcached` } as const
  return no('backup-name-is-free', reason, question.now + HOUR)
}

const GATES: readonly Gate[] = [
  isRegular,
  isNotHardLinked,
  isNotBeingWritten,
  isNotSparse,
  backupNameIsFree,
  isReadable
]

/** The first gate that says no. */
export const firstNo = async (candidate: Candidate): Promise<FileRefusal | undefined> => {
  for (const gate of GATES) {
    const refusal = await gate(candidate)
    if (refusal !== undefined) return refusal
  }
  return undefined
}
