/** Judges one file of ours by what is under its names: what each mode expects, and in one sentence what differs and what follows. */
import type { Finding } from '@pcu/contract'
import type { FileEntry, Identity } from '#core/move/machine.ts'
import { sibling } from '#core/move/names.ts'
import { isSame } from '#core/move/sight.ts'

/** A file as the ledger knows it. */
export type KnownFile = Pick<
  FileEntry,
  'sharePath' | 'poolPath' | 'path' | 'arrayRoot' | 'backupName' | 'linkText' | 'mode' | 'source'
>

/** What is under the two names on the array; undefined: nothing. */
export interface Home {
  readonly original: Identity | undefined
  readonly parked: Identity | undefined
}

const runsCare =
  'The next time the file goes home this is found as well, and nothing is overwritten; "pcu orphans" then tells what can be done.'

const finding = (id: string, severity: Finding['severity'], sentence: string): Finding => ({
  id,
  severity,
  sentence,
  repair: null
})

type Judge = (file: KnownFile, home: Home) => readonly Finding[]

const keptOriginal: Judge = (file, { original }) => {
  if (isSame(original, file.source)) return []
  const what = original === undefined ? 'is gone' : 'is not the one that was copied'
  const sentence = `The original of ${file.sharePath} on ${file.arrayRoot} ${what}; the copy on the pool may be the only one. ${runsCare}`
  return [finding(`original.${original === undefined ? 'gone' : 'other'}:${file.sharePath}`, 'warning', sentence)]
}

const parkedOriginal: Judge = (file, { parked }) => {
  const name = `${file.arrayRoot}/${sibling(file.path, file.backupName)}`
  if (parked === undefined) {
    const sentence = `The parked original ${name} is gone, so the copy ${file.poolPath} is the only one. It is carried home when its time comes; "pcu restore-all" does it now.`
    return [finding(`parked.gone:${file.sharePath}`, 'error', sentence)]
  }
  if (parked.kind === 'file' && parked.inode === file.source.inode) return []
  const sentence = `${name} is not the original that was parked there. It is left alone. ${runsCare}`
  return [finding(`parked.other:${file.sharePath}`, 'warning', sentence)]
}

const ourLink: Judge = (file, { original }) => {
  if (original?.kind === 'link' && original.text === file.linkText) return []
  const what = original === undefined ? 'somebody deleted it' : 'something else has its name'
  const sentence = `The link of ours at ${file.sharePath} is not there: ${what}, so Plex does not read the copy ${file.poolPath}. ${runsCare}`
  return [finding(`link.${original === undefined ? 'gone' : 'other'}:${file.sharePath}`, 'warning', sentence)]
}

const freeName: Judge = (file, { original }) => {
  if (original === undefined) return []
  const sentence = `${file.arrayRoot}/${file.path} has come back beside the copy ${file.poolPath}, which hides it from Plex. ${runsCare}`
  return [finding(`original.back:${file.sharePath}`, 'warning', sentence)]
}

/** What differs at home from what the mode of the file expects. */
export const judgeHome: Judge = (file, home) => {
  const { presentation, original } = file.mode
  if (original === 'keep') return keptOriginal(file, home)
  const name = presentation === 'symlink' ? ourLink(file, home) : freeName(file, home)
  return original === 'backup' ? [...name, ...parkedOriginal(file, home)] : name
}

const copyWords = {
  gone: 'is gone from the pool. The next run looks at the array and lets the original serve where there is one.',
  changed:
    'was changed by somebody. It is the newest there is: it is carried to the array in a run, or when it goes home.',
  damaged:
    'has lost bytes although nobody wrote to it: the disk of the pool may be failing. The next run lets the original serve where there is one and keeps the copy for you.',
  odd: 'is no file any more. It is left alone; look what it is.',
  rotten:
    'no longer reads as it was verified: the disk of the pool may be failing. Look at the disk first. Where an original is kept or parked on the array, "pcu restore-all" lets it serve again and removes this copy; where this copy is the only one, it is compared once more, stays, and "pcu orphans" offers to bring it home as it reads.'
} as const

/** A copy that is not as it was left. */
export const judgeCopy = (path: string, state: keyof typeof copyWords): Finding => {
  const severity = state === 'damaged' || state === 'rotten' ? 'error' : 'warning'
  return finding(`copy.${state}:${path}`, severity, `The copy ${path} ${copyWords[state]}`)
}
