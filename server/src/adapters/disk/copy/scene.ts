/** What one copy has open from its first act to its last. */
import { lstat, type OpenFile, unlink } from '#adapters/disk/calls.ts'
import { attempt, writingOf } from '#adapters/disk/errno.ts'
import { identityOf } from '#adapters/disk/identity.ts'
import type { NativeCalls } from '#adapters/disk/native/calls.ts'
import { type Pinned, pinName } from '#adapters/disk/pin.ts'
import type { Bench, BenchPool } from './buffers.ts'
import { dropFromCache } from './cache.ts'
import type { Leash } from './leash.ts'
import { type Ground, groundOf } from './medium.ts'
import type { CopyPlan } from './session.ts'
import { insistOnSource, openSource, type Strictness } from './source.ts'
import { makeTemp, type Temp } from './temp.ts'

/** What copying needs. */
export interface LocalDeps {
  readonly benches: BenchPool
  /** Whether extended attributes and access lists are carried over. */
  readonly extendedAttributes: boolean
  /** Whether the page cache is left as it was found. */
  readonly tidiesCache: boolean
  readonly native: NativeCalls | undefined
}

/** One copy under way. */
export interface Scene {
  readonly plan: CopyPlan
  readonly deps: LocalDeps
  readonly leash: Leash
  readonly bench: Bench
  readonly from: Pinned
  readonly source: OpenFile
  readonly sourceGround: Ground
  readonly to: Pinned
  readonly temp: Temp
}

/** How much of the source must still be what it was. */
export const strictnessOf = (temp: Temp): Strictness => (temp.manner === 'linked' ? 'second-name' : 'with-ctime')

/** Opens everything and makes the temporary name. What is opened is handed to `own` at once, whatever happens next. */
export const begin = async (
  context: { readonly plan: CopyPlan; readonly deps: LocalDeps; readonly leash: Leash },
  own: (release: () => Promise<void>) => void
): Promise<Scene> => {
  const { plan, deps } = context
  const pin = async (spot: CopyPlan['from']): Promise<Pinned> => {
    const pinned = await pinName(spot)
    own(() => pinned.directory.close())
    return pinned
  }
  const from = await pin(plan.from)
  const source = await openSource(from.at)
  own(() => source.close())
  await insistOnSource(source, plan)
  const sourceGround = await groundOf(source, (await source.stat({ bigint: true })).dev)
  const bench = await deps.benches.take(plan.expected.sizeBytes)
  own(() => Promise.resolve(deps.benches.give(bench)))
  const temp = await attempt(writingOf('create', plan.to), async () => {
    const to = await pin(plan.to)
    return { to, ...(await makeTemp({ plan, source, sourceGround, from, to })) }
  })
  own(() => temp.file.close())
  return { ...context, bench, from, source, sourceGround, to: temp.to, temp }
}

/** Drops what the page cache holds of one of the two files. */
export const drop = async ({ deps, plan }: Scene, file: OpenFile): Promise<void> => {
  if (deps.tidiesCache) await dropFromCache(file, { native: deps.native, sizeBytes: plan.expected.sizeBytes })
}

/** Takes the temporary name away again, as long as it is the one that was made. */
export const withdraw = async ({ temp, to }: Scene): Promise<void> => {
  const { inode } = identityOf(await temp.file.stat({ bigint: true }))
  const named = identityOf(await lstat(to.at, { bigint: true }))
  if (named.inode === inode) await unlink(to.at)
}

/** Everything that is opened, let go in reverse. */
export const createReleases = () => {
  const releases: (() => Promise<void>)[] = []
  return {
    own: (release: () => Promise<void>): void => void releases.push(release),
    release: async (): Promise<void> => {
      for (let next = releases.pop(); next !== undefined; next = releases.pop()) await next()
    }
  }
}
