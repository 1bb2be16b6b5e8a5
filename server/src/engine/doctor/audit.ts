/** Looks at the array: whether originals, parked originals and links are what the ledger says. Wakes the disks that it is asked about. */
import type { Finding } from '@pcu/contract'
import { judgeCopy, judgeHome } from '#core/doctor/judge-file.ts'
import { homePathOf, parkedPathOf } from '#core/move/names.ts'
import type { RegisteredFile } from '#ports/register.ts'
import { Failure, sentenceOf } from '#src/failure.ts'
import type { DoctorDeps } from './deps.ts'

type Eyes = DoctorDeps['instruments']['fileSystem']

const unknown = (file: RegisteredFile, sentence: string): Finding => ({
  id: `audit.unknown:${file.sharePath}`,
  severity: 'warning',
  sentence: `${file.sharePath} could not be looked at: ${sentence}`,
  repair: null
})

const homeOf = async (file: RegisteredFile, eyes: Eyes): Promise<readonly Finding[]> => {
  const { arrayRoot: root, arrayRootInode } = file
  if ((await eyes.look({ root, path: '' }))?.inode !== arrayRootInode) {
    return [unknown(file, `${root} is not there, or another disk is mounted there than when it was cached.`)]
  }
  const [original, parked] = await Promise.all([
    eyes.look({ root, path: homePathOf(file) }),
    file.mode.original === 'backup' ? eyes.look({ root, path: parkedPathOf(file) }) : undefined
  ])
  return judgeHome(file, { original, parked })
}

const contentOf = async (file: RegisteredFile, eyes: Eyes, signal: AbortSignal): Promise<readonly Finding[]> => {
  if (file.hash === undefined) return []
  const spot = { root: file.poolRoot, path: file.path }
  const found = await eyes.look(spot)
  const same = found?.inode === file.copy.inode && found.modifiedNs === file.copy.modifiedNs
  // What somebody changed has another content by right; that it changed is told elsewhere.
  if (!same || found.sizeBytes !== file.copy.sizeBytes) return []
  return (await eyes.digest(spot, found, { signal })) === file.hash ? [] : [judgeCopy(file.poolPath, 'rotten')]
}

const careful = async (file: RegisteredFile, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> => {
  try {
    return await look()
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code === 'move.stopped') throw thrown
    return [unknown(file, sentenceOf(thrown))]
  }
}

/** What is audited, and how. */
export interface Audit {
  /** In this order. */
  readonly files: readonly RegisteredFile[]
  /** Reads every copy in full and compares it with its hash. */
  readonly hash: boolean
  readonly signal: AbortSignal
  /** Fires when the time is up: then it ends where it stands. */
  readonly timeIsUp?: AbortSignal
}

/** What an audit found, and which files the time was too short for. */
export interface Audited {
  readonly findings: readonly Finding[]
  readonly left: readonly RegisteredFile[]
}

/** Disk by disk, so that no disk is kept busy, beginning with the file of this path. Files that are known orphans are left out: they are told already. */
export const diskByDisk = (files: readonly RegisteredFile[], from?: string): readonly RegisteredFile[] => {
  const whole = files.filter(({ orphan }) => orphan === undefined)
  const ordered = [...Map.groupBy(whole, ({ arrayRoot }) => arrayRoot).values()].flat()
  const first = Math.max(
    0,
    ordered.findIndex(({ sharePath }) => sharePath === from)
  )
  return [...ordered.slice(first), ...ordered.slice(0, first)]
}

/** One file after the other. Throws the signal's reason, or the Failure of what was stopped by it. */
export const auditFiles = async (deps: DoctorDeps, { files, hash, signal, timeIsUp }: Audit): Promise<Audited> => {
  const { fileSystem } = deps.instruments
  const isUp = (): boolean => timeIsUp?.aborted === true
  const reading = timeIsUp === undefined ? signal : AbortSignal.any([signal, timeIsUp])
  const look = async (file: RegisteredFile): Promise<readonly Finding[]> => [
    ...(await careful(file, () => homeOf(file, fileSystem))),
    ...(hash ? await careful(file, () => contentOf(file, fileSystem, reading)) : [])
  ]
  const findings: Finding[] = []
  for (const [n, file] of files.entries()) {
    signal.throwIfAborted()
    if (isUp()) return { findings, left: files.slice(n) }
    try {
      findings.push(...(await look(file)))
    } catch (thrown) {
      if (!isUp() || signal.aborted) throw thrown
      return { findings, left: files.slice(n) }
    }
  }
  return { findings, left: [] }
}
