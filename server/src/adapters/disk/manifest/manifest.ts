/** The manifest on the pool: an append-only list, flushed before anybody relies on it, shortened when most of it is dead, gone when nothing is ours. */
import type { Turnstile } from '#adapters/disk/patience/turnstile.ts'
import type { Manifest } from '#ports/manifest.ts'
import type { RegisteredFile, RegisteredPlace } from '#ports/register.ts'
import { Failure } from '#src/failure.ts'
import { type Content, isMostlyDead, noContent, readContent, says, textOf } from './content.ts'
import {
  appendManifest,
  insistOnPool,
  isPool,
  readManifest,
  removeManifest,
  replaceManifest,
  stampManifest
} from './file.ts'
import { cachedLine, homeLine } from './lines.ts'

/** What is known of one pool's manifest. */
interface Known {
  readonly content: Content
  /** Of the file as it was last read or written; undefined: there is none. */
  readonly stamp: string | undefined
  /** What is in the file may not be what is on the device, or is not all that was entered: only a new file counts. */
  readonly spoiled: boolean
}

/** What entering or striking adds to a manifest, and what it then says. */
interface Change {
  readonly lines: readonly string[]
  readonly files: ReadonlyMap<string, RegisteredFile>
}

const read = async (poolRoot: string): Promise<Known> => {
  const found = await readManifest(poolRoot)
  if (found === undefined) return { content: noContent, stamp: undefined, spoiled: false }
  return { content: readContent(found.text, poolRoot), stamp: found.stamp, spoiled: false }
}

/** Somebody else changed or removed the file: what was entered here is entered still. */
const merge = (before: Known, now: Known): Known => {
  const files = new Map([...before.content.files, ...now.content.files])
  return { ...now, content: { ...now.content, files }, spoiled: true }
}

const entering = ({ content }: Known, files: readonly RegisteredFile[]): Change => {
  const news = files.filter((file) => !says(content, file))
  return {
    lines: news.map(cachedLine),
    files: new Map([...content.files, ...news.map((file) => [file.path, file] as const)])
  }
}

const striking = ({ content }: Known, places: readonly RegisteredPlace[]): Change => {
  const gone = new Set(places.map(({ path }) => path).filter((path) => content.files.has(path)))
  return {
    lines: [...gone].map(homeLine),
    files: new Map([...content.files].filter(([path]) => !gone.has(path)))
  }
}

const dryRunFailure = (): Failure =>
  new Failure('disk.dry-run', { sentence: 'A dry run writes no manifest; nothing was changed.', retry: 'never' })

/** Writes what a manifest says now: nothing at all when it says nothing, a new file where the old one cannot be trusted, a few lines otherwise. */
const save = async (poolRoot: string, known: Known, { lines, files }: Change): Promise<Known> => {
  const content = { ...known.content, files, lines: known.content.lines + lines.length }
  const alive = files.size + content.strange.length
  if (alive === 0) {
    await removeManifest(poolRoot)
    return { content: noContent, stamp: undefined, spoiled: false }
  }
  if (known.spoiled || known.stamp === undefined || content.torn || isMostlyDead(content)) {
    const stamp = await replaceManifest(poolRoot, textOf(content))
    return { content: { ...content, lines: alive, torn: false }, stamp, spoiled: false }
  }
  const stamp = await appendManifest(poolRoot, lines.map((line) => `${line}\n`).join(''))
  return { content, stamp, spoiled: false }
}

/** Manifests as they are known, by pool. */
const createPools = (dryRun: boolean) => {
  const pools = new Map<string, Known>()

  const know = async (poolRoot: string): Promise<Known> => {
    const before = pools.get(poolRoot)
    if (before !== undefined && before.stamp === (await stampManifest(poolRoot))) return before
    const now = await read(poolRoot)
    const known = before === undefined ? now : merge(before, now)
    pools.set(poolRoot, known)
    return known
  }

  const apply = async (poolRoot: string, changeOf: (known: Known) => Change): Promise<void> => {
    const known = await know(poolRoot)
    const change = changeOf(known)
    if (change.lines.length === 0 && !known.spoiled) return
    if (dryRun) throw dryRunFailure()
    try {
      pools.set(poolRoot, await save(poolRoot, known, change))
    } catch (thrown) {
      pools.set(poolRoot, { ...known, spoiled: true })
      throw thrown
    }
  }

  return { know, apply }
}

/** One call at a time: moves end whenever they do. */
const createTurns = () => {
  let tail: Promise<unknown> = Promise.resolve()
  return <T>(act: () => Promise<T>): Promise<T> => {
    const turn = tail.then(act, act)
    tail = turn
    return turn
  }
}

type Some<Place> = readonly [Place, ...Place[]]

const forEachPool = async <Place extends RegisteredPlace>(
  places: readonly Place[],
  act: (poolRoot: string, own: Some<Place>) => Promise<void>
): Promise<void> => {
  for (const [poolRoot, [first, ...rest]] of Map.groupBy(places, (place) => place.poolRoot)) {
    if (first !== undefined) await act(poolRoot, [first, ...rest])
  }
}

/** How manifests are kept. */
interface ManifestOptions {
  readonly dryRun: boolean
  /** Patience with the pools; waits as long as the system does when not given. */
  readonly turnstile?: Turnstile
}

/** The manifests of all pools. A dry run reads only. */
export const createManifest = ({ dryRun, turnstile }: ManifestOptions): Manifest => {
  const ask = <T>(root: string, act: () => Promise<T>): Promise<T> =>
    turnstile === undefined ? act() : turnstile.bounded({ spot: { root, path: '' } }, act)
  const pools = createPools(dryRun)
  const inTurn = createTurns()

  const enter = async (poolRoot: string, own: Some<RegisteredFile>): Promise<void> => {
    await insistOnPool(poolRoot, own[0].poolRootInode)
    await pools.apply(poolRoot, (known) => entering(known, own))
  }
  const leave = async (poolRoot: string, own: Some<RegisteredPlace>): Promise<void> => {
    await insistOnPool(poolRoot, own[0].poolRootInode)
    await pools.apply(poolRoot, (known) => striking(known, own))
  }
  /** A pool that is not mounted is told where roots are told; its manifest is made good when it is back. */
  const enterIfThere = async (poolRoot: string, own: Some<RegisteredFile>): Promise<void> => {
    if (await isPool(poolRoot, own[0].poolRootInode)) await enter(poolRoot, own)
  }

  const patiently =
    <Place>(act: (poolRoot: string, own: Some<Place>) => Promise<void>) =>
    (poolRoot: string, own: Some<Place>): Promise<void> =>
      ask(poolRoot, () => act(poolRoot, own))

  return {
    name: 'manifest',
    enter: (files) => inTurn(() => forEachPool(files, patiently(enter))),
    leave: (places) => inTurn(() => (dryRun ? Promise.resolve() : forEachPool(places, patiently(leave)))),
    rebuild: (all) => inTurn(() => forEachPool(all, patiently(enterIfThere))),
    read: (poolRoot) =>
      inTurn(async () => {
        const { files, strange, newerLines } = (await ask(poolRoot, () => pools.know(poolRoot))).content
        return { files: [...files.values()], strangeLines: strange.length, newerLines }
      })
  }
}
