/** What follows for our roots from what the machine says of its storage: room to keep, waiting, shares that are not ours to cache. Pure. */
import type { Reason } from '@pcu/contract'
import type { HostShare, HostState, ShareRule } from '#core/model/host-state.ts'
import { type SharePath, sharePath } from '#core/model/place.ts'
import type { Mode } from '#core/model/unit.ts'
import { isBelow, under } from './path-map.ts'

/** Our roots, as the machine sees them. */
export interface RootsOnHost {
  readonly shareRoot: SharePath
  /** Where the share root lies in the machine's view of all shares (`/` is all of it); undefined when it is no such view. */
  readonly insideView: string | undefined
  /** The pool root on the machine itself, such as `/mnt/cache/media`. */
  readonly hostPoolRoot: string
  readonly poolRoot: string
  readonly arrayRoots: readonly string[]
}

const nameOnHost = (path: string): string | undefined => /^\/mnt\/([^/]+)/u.exec(path)?.[1]

/** Where a share lies for us; undefined when it lies outside of what we see. */
const folderOf = (name: string, { shareRoot, insideView }: RootsOnHost): SharePath | undefined => {
  if (insideView === undefined) return undefined
  if (insideView === '/') return sharePath(under(shareRoot, name))
  return isBelow(insideView, `/${name}`) ? shareRoot : undefined
}

const refusalOf = ({ name, useCache, exclusive, pools }: HostShare): Reason | undefined => {
  const pool = pools[0] === undefined ? 'a pool' : `the pool ${pools[0]}`
  const because = (why: string): Reason => ({
    code: 'mode-unavailable',
    detail: `the share ${name} ${why}, so nothing is gained by caching it; leave it out of the libraries, or let its files live on the array.`
  })
  if (exclusive) return because(`is exclusive and lies on ${pool} alone`)
  if (useCache === 'only') return because(`lives on ${pool} alone`)
  return useCache === 'prefer' ? because(`is kept on ${pool} by Unraid's own mover`) : undefined
}

/** The shares that we see, with what follows from their settings. */
export const shareRules = (state: HostState, roots: RootsOnHost): readonly ShareRule[] => {
  const pool = nameOnHost(roots.hostPoolRoot)
  return state.shares.flatMap((share) => {
    const folder = folderOf(share.name, roots)
    if (folder === undefined) return []
    const moverTakes = share.useCache === 'yes' && pool !== undefined && share.pools.includes(pool)
    return [{ name: share.name, folder, refusal: refusalOf(share), moverTakes }]
  })
}

/** What the mover undoes again and again where the original is taken away, in words. */
export const moverWarnings = (rules: readonly ShareRule[], mode: Mode, pool: string): readonly string[] => {
  const names = rules.filter(({ moverTakes }) => moverTakes).map(({ name }) => name)
  if (mode.original === 'keep' || names.length === 0) return []
  return [
    `Unraid's mover takes what is cached of ${names.join(', ')} back to the array at every run of it, because ${pool} is the share's own pool, and leaves it there beside its parked original. Cache to a pool that the share is not configured with, set COPY_TO_CACHE to true, or keep the mover from the files (MOVER_IGNORE_FILE).`
  ]
}

/** Bytes to keep free by root: what disk or pool ask for, and what the shares in sight ask of every disk that they use. */
export const hostFloors = (state: HostState, roots: RootsOnHost): ReadonlyMap<string, number> => {
  const seen = state.shares.filter(
    (share) => folderOf(share.name, roots) !== undefined && refusalOf(share) === undefined
  )
  const most = (bytes: readonly number[]): number => Math.max(0, ...bytes)
  const ofDisk = (path: string): number => state.floors.get(nameOnHost(path) ?? '') ?? 0
  const pool = nameOnHost(roots.hostPoolRoot)
  const ofShares = most(seen.map(({ floorBytes }) => floorBytes))
  const ofPool = most(
    seen.filter(({ pools }) => pool !== undefined && pools.includes(pool)).map(({ floorBytes }) => floorBytes)
  )
  return new Map([
    [roots.poolRoot, Math.max(ofDisk(roots.hostPoolRoot), ofPool)],
    ...roots.arrayRoots.map((root) => [root, Math.max(ofDisk(root), ofShares)] as const)
  ])
}

/** Why nothing at all is there, or undefined. */
export const arrayStopped = ({ array }: HostState): string | undefined =>
  array === undefined || array === 'Started'
    ? undefined
    : `Unraid's array is not started (${array}), so its disks and pools are not there; start it.`

/** Why nothing is written to the array for now, or undefined. */
export const arrayWaits = ({ parityRuns }: HostState): string | undefined =>
  parityRuns
    ? 'Unraid checks or rebuilds the parity, so nothing is written to the array until that is over.'
    : undefined

/** Why a file may not be cached because of its share, or undefined. */
export const shareRefusal = (path: SharePath, rules: readonly ShareRule[]): Reason | undefined =>
  rules.find(({ folder, refusal }) => refusal !== undefined && isBelow(path, folder))?.refusal
