/** What is wrong with a root and what helps, in the words that follow its path. */
import { formatBytes, type Reason } from '@pcu/contract'
import type { Breaker, Trouble } from './breaker.ts'

const CONFIRM = 'confirm the storage ("pcu settings --confirm-storage")'

const minutes = (count: number): string => (count === 1 ? '1 minute' : `${count} minutes`)

const remedyFor = ({ state, tries, untilFreeBytes }: Trouble): string => {
  switch (state) {
    case 'full':
      return `nothing more is copied there until more than ${formatBytes(untilFreeBytes ?? 0)} are free; free some room.`
    case 'read-only':
      return 'nothing is changed there until it is writable again; check the system log, often a disk error is behind it.'
    case 'offline':
      return `it is left alone and tried again with one file ${minutes(Math.min(60, 2 ** (tries - 1)))} later; check the mount and the connection.`
    case 'broken':
      return `it is left alone; check its cable and its health, then ${CONFIRM}. After a day it is tried with one file.`
  }
}

const states: Readonly<Record<Trouble['state'], string>> = {
  full: 'it is full',
  'read-only': 'it is read-only',
  offline: 'it does not answer',
  broken: 'it answered with errors'
}

const withoutStop = (sentence: string): string => sentence.replace(/[.]$/u, '')

/** Without the path: "it answered with errors (Could not read …: input/output error); it is left alone; …" */
export const detailOfTrouble = (trouble: Trouble): string =>
  `${states[trouble.state]} (${withoutStop(trouble.sentence)}); ${remedyFor(trouble)}`

/** The reason of everything that a root in trouble holds back. */
export const reasonOfTrouble = (root: string, trouble: Trouble): Reason => ({
  code: 'root-not-ready',
  root,
  detail: detailOfTrouble(trouble)
})

/** A root that one unit tries out: the others wait for how that ends. */
export const reasonOfTrial = (root: string, trouble: Trouble): Reason => ({
  code: 'root-not-ready',
  root,
  detail: `${states[trouble.state]} before (${withoutStop(trouble.sentence)}), and one file tries it first.`
})

/** A warning about a disk of which one file could not be read; undefined when there is nothing to warn of. */
export const warningOf = (root: string, { badFiles, trouble }: Breaker): string | undefined => {
  const [file] = badFiles
  if (file === undefined || trouble !== undefined) return undefined
  return `${root}: ${file} could not be read; with a second file the disk counts as broken. Check its health.`
}
