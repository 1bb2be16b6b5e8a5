/** Makes a simulated library real: files on disk for its parts, with subtitle files beside them. */
import { randomBytes } from 'node:crypto'
import { mkdir, open, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { falls, hash } from '#test/fakes/kit/random.ts'
import type { FakeItem, FakePart, LibrarySource } from './model.ts'

/** A folder as the Plex server sees it, and the real folder that stands for it. */
export interface Root {
  readonly plex: string
  readonly local: string
}

export interface MaterialiseOptions {
  /** The longest matching root wins; parts outside every root are left out. */
  readonly roots: readonly Root[]
  /** Share (0-1) of the items that get files; always the same ones. Default 1. */
  readonly ratio?: number
  readonly filter?: (item: FakeItem) => boolean
  /** `listed` (the default) gives each file the size that Plex lists, a number gives all files that size. */
  readonly bytes?: 'listed' | number
  /** `random`: every byte is written. `sparse`: the first bytes, and a hole behind. Default: random up to 1 MiB. */
  readonly content?: 'random' | 'sparse'
}

export interface MaterialFile {
  readonly ratingKey: string
  /** As Plex sees it. */
  readonly file: string
  /** Where it really is. */
  readonly path: string
  readonly sizeBytes: number
  /** Real paths of the subtitle files made beside it. */
  readonly sidecars: readonly string[]
}

const MIB = 1024 * 1024
/** Size of a part whose size Plex does not know. */
const UNKNOWN_BYTES = MIB
const HEAD_BYTES = 4096

function isUnder(file: string, root: string): boolean {
  return file === root || file.startsWith(root.endsWith('/') || root.endsWith('\\') ? root : root + separatorOf(root))
}

function separatorOf(path: string): '/' | '\\' {
  return path.includes('\\') ? '\\' : '/'
}

/** The real path of a file that Plex names, Windows and UNC paths included; undefined outside every root. */
export function localPath(file: string, roots: readonly Root[]): string | undefined {
  const [root] = roots.filter(({ plex }) => isUnder(file, plex)).sort((a, b) => b.plex.length - a.plex.length)
  if (root === undefined) return undefined
  const rest = file
    .slice(root.plex.length)
    .split(separatorOf(root.plex))
    .filter((segment) => segment !== '')
  return join(root.local, ...rest)
}

async function writeSparse(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.write(randomBytes(Math.min(HEAD_BYTES, bytes)))
    await file.truncate(bytes)
  } finally {
    await file.close()
  }
}

async function writeRandom(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'w')
  try {
    for (let written = 0; written < bytes; written += MIB) {
      await file.write(randomBytes(Math.min(MIB, bytes - written)))
    }
  } finally {
    await file.close()
  }
}

const SUBTITLE = '1\n00:00:01,000 --> 00:00:03,000\nGood evening.\n'

async function writeSidecars(path: string, suffixes: readonly string[]): Promise<string[]> {
  const base = path.slice(0, path.lastIndexOf('.'))
  const paths = suffixes.map((suffix) => base + suffix)
  for (const sidecar of paths) await writeFile(sidecar, SUBTITLE)
  return paths
}

function isChosen(item: FakeItem, { ratio = 1, filter }: MaterialiseOptions): boolean {
  return falls(hash(0, Number(item.ratingKey), 90), ratio) && (filter === undefined || filter(item))
}

function* itemsOf(library: LibrarySource, options: MaterialiseOptions): Generator<FakeItem> {
  for (const section of library.sections) {
    const type = section.type === 'movie' ? 'movie' : 'episode'
    for (let index = 0; index < library.count(section.key, type); index += 1) {
      const item = library.item(section.key, type, index)
      if (isChosen(item, options)) yield item
    }
  }
}

function sizeOf(part: FakePart, options: MaterialiseOptions): number {
  return typeof options.bytes === 'number' ? options.bytes : (part.sizeBytes ?? UNKNOWN_BYTES)
}

async function writePart(path: string, bytes: number, content: MaterialiseOptions['content']): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const random = content === 'random' || (content === undefined && bytes <= MIB)
  await (random ? writeRandom : writeSparse)(path, bytes)
}

/** The parts of an item, each with the suffixes of its sidecars: only the first part of the first version has any. */
function partsOf(item: FakeItem): { readonly part: FakePart; readonly suffixes: readonly string[] }[] {
  const parts = item.media.flatMap((media) => media.parts)
  return parts.map((part, index) => ({ part, suffixes: index === 0 ? item.sidecars : [] }))
}

/** Creates the files. A file that several items or versions name is made once and reported once. */
export async function materialise(
  library: LibrarySource,
  options: MaterialiseOptions
): Promise<readonly MaterialFile[]> {
  const out = new Map<string, MaterialFile>()
  for (const item of itemsOf(library, options)) {
    for (const { part, suffixes } of partsOf(item)) {
      const path = localPath(part.file, options.roots)
      if (path === undefined || out.has(part.file)) continue
      const sizeBytes = sizeOf(part, options)
      await writePart(path, sizeBytes, options.content)
      const sidecars = await writeSidecars(path, suffixes)
      out.set(part.file, { ratingKey: item.ratingKey, file: part.file, path, sizeBytes, sidecars })
    }
  }
  return [...out.values()]
}
