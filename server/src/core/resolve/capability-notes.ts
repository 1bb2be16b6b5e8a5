/** What a mode costs or cannot keep on this storage although it works, and what people should know of each place. */
import type { RootFacts, ViewFacts } from '@pcu/contract'
import type { Mode } from '#core/model/unit.ts'

/** The answers that notes are taken from. */
interface Known {
  readonly array: RootFacts | undefined
  readonly view: ViewFacts | undefined
}

const told = ({ place, fileSystem }: RootFacts | ViewFacts): string => `${place} (${fileSystem})`

/** What becomes of a title that a person deletes in Plex while the array keeps the original. */
const afterDelete = (view: ViewFacts): string | undefined => {
  switch (view.unlinkTakes) {
    case 'pool':
      return `A title that is deleted in Plex shows again from the array, because a delete through ${told(view)} takes only the pool's copy; it has to be deleted on the array as well.`
    case 'array':
      return `A title that is deleted in Plex stays visible from the pool, because a delete through ${told(view)} takes only the array's file.`
    case 'refused':
    case 'none':
      return `What a delete in Plex takes could not be found out, because ${told(view)} cannot be written from here; a deleted title may show again from the array.`
    default:
      return undefined
  }
}

const afterRename = (view: ViewFacts): string | undefined =>
  view.renameTakes === 'pool'
    ? `A file that is renamed through ${told(view)} keeps its old name on the array, so both names show while it is cached.`
    : undefined

const ofView = ({ presentation, original }: Mode, view: ViewFacts | undefined): readonly (string | undefined)[] =>
  view === undefined || presentation !== 'union' || original !== 'keep' ? [] : [afterDelete(view), afterRename(view)]

const isSmb = ({ fileSystem }: RootFacts): boolean => fileSystem === 'cifs' || fileSystem === 'smb3'
const isNfs = ({ fileSystem }: RootFacts): boolean => fileSystem === 'nfs' || fileSystem === 'nfs4'
const isNfs3 = (facts: RootFacts): boolean => facts.fileSystem === 'nfs' && facts.options.includes('vers=3')

/** What a switched name means for those who read the share. */
const ofSwitching = ({ presentation }: Mode, array: RootFacts): readonly (string | undefined)[] => [
  isNfs3(array)
    ? `Whoever reads a file of ${told(array)} from another machine while it is switched loses it (NFS 3 has no memory of open files); NFS 4 does not have this.`
    : undefined,
  isSmb(array) && array.options.includes('mfsymlinks') && presentation === 'symlink'
    ? `Links on ${told(array)} are small text files for everybody who does not mount it with mfsymlinks, so only such machines can play a cached file.`
    : undefined,
  isNfs(array) && presentation === 'symlink'
    ? `A link on ${told(array)} is followed by the machine that reads it, so the pool must have the same path where Plex runs.`
    : undefined
]

const stepText = (ns: number): string => (ns >= 1_000_000_000 ? `${ns / 1_000_000_000} s` : `${ns / 1_000_000} ms`)

/** What a file that was copied back may lack. */
const ofComingHome = (array: RootFacts): readonly (string | undefined)[] => [
  array.owner === 'ignored' || array.mode === 'ignored'
    ? `${told(array)} takes no owner and mode from us; a file that comes home has those that the mount gives to every file.`
    : undefined,
  array.timeStepNs > 1_000_000
    ? `${told(array)} keeps times only to ${stepText(array.timeStepNs)}, so a file that comes home may look changed to other programs.`
    : undefined,
  array.attribute !== 'works' && array.attribute !== 'unknown'
    ? `${told(array)} takes no extended attributes, so a file that comes home loses those it had elsewhere.`
    : undefined
]

/** What is worth knowing of a mode here, one sentence each. */
export const notesOn = (mode: Mode, { array, view }: Known): readonly string[] => {
  const notes = [
    ...ofView(mode, view),
    ...(array === undefined || mode.original === 'keep' ? [] : ofSwitching(mode, array)),
    ...(array === undefined || mode.original !== 'remove' ? [] : ofComingHome(array))
  ]
  return notes.filter((note) => note !== undefined)
}

const ABILITIES = [
  ['link', 'a second name for a file'],
  ['symlink', 'a symbolic link'],
  ['renameOver', 'one name in the place of another'],
  ['renameOverOpen', 'one name in the place of a file that somebody reads'],
  ['unlinkOpen', 'removing a file that somebody reads'],
  ['syncDirectory', 'names made durable'],
  ['direct', 'reading past the page cache'],
  ['attribute', 'extended attributes'],
  ['owner', 'giving a file its owner'],
  ['mode', 'giving a file its mode']
] as const

const answerText = (answer: string): string => {
  if (answer === 'ignored') return 'is accepted without effect'
  if (answer === 'lingers') return 'takes effect only when the reader is done'
  if (answer === 'destroys') return 'is refused, and the file is gone once the reader is done'
  return answer === 'unknown' ? 'could not be asked' : `is refused (${answer})`
}

/** What a place cannot do, in words; one sentence when it can do everything. */
export const wordPlace = (facts: RootFacts): readonly string[] => {
  const missing = ABILITIES.filter(([name]) => facts[name] !== 'works').map(
    ([name, words]) => `${words[0]?.toUpperCase()}${words.slice(1)} ${answerText(facts[name])}.`
  )
  const sentences = [
    ...missing,
    ...(facts.foldsCase ? ['Capital and small letters are the same in names.'] : []),
    ...(facts.longestName < 255 ? [`Names are limited to ${facts.longestName} bytes.`] : []),
    ...(facts.timeStepNs > 1000 ? [`Times are kept to ${stepText(facts.timeStepNs)}.`] : [])
  ]
  return sentences.length === 0 ? ['Everything that a move needs can be done here.'] : sentences
}

const TAKEN = {
  both: 'both copies',
  pool: "only the pool's copy",
  array: "only the array's file",
  none: 'neither of them',
  refused: 'nothing, because it is refused from here'
} as const

/** What the view does, in words. */
export const wordView = (view: ViewFacts): readonly string[] => [
  view.showsPool ? 'A file that only the pool has is shown.' : 'A file that only the pool has is not shown.',
  view.reads === 'neither'
    ? 'A file that pool and array both have cannot be read.'
    : `Of a file that pool and array both have, the ${view.reads}'s copy is read.`,
  `A delete takes ${TAKEN[view.unlinkTakes]}; a rename takes ${TAKEN[view.renameTakes]}.`,
  view.inodesStay
    ? 'A file keeps its inode number when the other copy serves.'
    : 'A file gets another inode number when the other copy serves.'
]
