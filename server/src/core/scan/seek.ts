/** Which file of an additional library is the one that Plex names, where nobody said what Plex calls that library: by its path's end, by name and size, by its name alone. */
import type { Reason } from '@pcu/contract'
import { isVideoName } from '#core/resolve/sidecars.ts'

/** A file that is wanted and has no place here. */
export interface Sought {
  /** As Plex names it. Untrusted. */
  readonly plexPath: string
  /** Bytes as Plex says; undefined when it does not. */
  readonly sizeBytes: number | undefined
}

/** A file of a library that may be the one. */
export interface Candidate {
  /** Absolute. */
  readonly path: string
  readonly sizeBytes: number
  readonly how: 'path' | 'folder' | 'size' | 'stem'
}

/** What became of one. */
export type Answer =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'left'; readonly reason: Reason }

const mostTails = 8

const componentsOf = (plexPath: string): readonly string[] => {
  const parts = plexPath.split(/[\\/]/u).filter((part) => part !== '')
  return parts.some((part) => part === '..' || part === '.' || part.includes('\0')) ? [] : parts
}

/** The name of the file, and of the folder that it lies in; undefined when the path holds what no path of a file does. */
const nameAndFolder = ({ plexPath }: Sought): { readonly name: string; readonly folder: string } | undefined => {
  const parts = componentsOf(plexPath)
  const name = parts.at(-1)
  return name === undefined ? undefined : { name, folder: parts.at(-2) ?? '' }
}

/** Where the file lies below the library if the library's root is one of the folders that Plex names: relative paths with a folder at least, the longest first. */
export const tailsOf = ({ plexPath }: Sought): readonly string[] => {
  const parts = componentsOf(plexPath)
  return parts
    .map((_, from) => parts.slice(from).join('/'))
    .slice(0, -1)
    .slice(-mostTails)
}

const plain = (text: string): string => text.normalize('NFC')

/** A file's name without what follows its last dot. */
const stemOf = (name: string): string => {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? name : name.slice(0, dot)
}

/** Whether both sizes are known to be the same, or nothing is known against it. */
const sizeFits = (sought: Sought, sizeBytes: number): boolean =>
  sought.sizeBytes === undefined || sought.sizeBytes === sizeBytes

/** What is sought, by name and by stem, so that a million names cost a million looks into two tables. */
export interface SeekIndex {
  /** Those that a file of this name may be; its size decides. Empty for nearly all names. */
  meant(name: string): readonly Sought[]
}

/** Makes the tables. */
export const indexOf = (sought: readonly Sought[]): SeekIndex => {
  const byStem = Map.groupBy(sought, (one) => stemOf(plain(nameAndFolder(one)?.name ?? '')))
  return { meant: (name) => (isVideoName(name) ? (byStem.get(stemOf(plain(name))) ?? []) : []) }
}

/** How well a file fits what is sought; undefined when it is another one. */
export const fitOf = (
  sought: Sought,
  file: { readonly name: string; readonly folder: string; readonly sizeBytes: number }
): Candidate['how'] | undefined => {
  const own = nameAndFolder(sought)
  if (own === undefined || !sizeFits(sought, file.sizeBytes)) return undefined
  if (plain(own.name) !== plain(file.name) || sought.sizeBytes === undefined) return 'stem'
  return own.folder !== '' && plain(own.folder) === plain(file.folder) ? 'folder' : 'size'
}

const ORDER: readonly Candidate['how'][] = ['path', 'folder', 'size', 'stem']
const mostNamed = 5

/** The one file that it is. The best kind of likeness counts; two files that are alike in that are left to a person, who is told both. */
export const answerOf = (sought: Sought, candidates: readonly Candidate[], libraries: readonly string[]): Answer => {
  const { plexPath: path } = sought
  for (const how of ORDER) {
    const alike = [...new Set(candidates.filter((one) => one.how === how).map((one) => one.path))].toSorted()
    const [first] = alike
    if (first === undefined) continue
    if (alike.length === 1) return { kind: 'found', path: first }
    return { kind: 'left', reason: { code: 'several-files-fit', path, candidates: alike.slice(0, mostNamed) } }
  }
  return { kind: 'left', reason: { code: 'in-no-library', path, libraries: [...libraries] } }
}

/** One file is the target of one path of Plex: where two claim it, neither has it. */
export const withoutShared = (answers: ReadonlyMap<string, Answer>): ReadonlyMap<string, Answer> => {
  const claims = Map.groupBy(answers, ([, answer]) => (answer.kind === 'found' ? answer.path : undefined))
  return new Map(
    [...answers].map(([path, answer]): readonly [string, Answer] => {
      const claimants = answer.kind === 'found' ? (claims.get(answer.path) ?? []) : []
      if (answer.kind !== 'found' || claimants.length < 2) return [path, answer]
      return [path, { kind: 'left', reason: { code: 'several-files-fit', path, candidates: [answer.path] } }]
    })
  )
}
