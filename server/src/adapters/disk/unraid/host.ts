/** Adds to what was found by looking what Unraid says of its storage. Where its files are not to be seen, nothing is added. */
import { stat } from 'node:fs/promises'
import { errnoOf, isAbsent } from '#adapters/disk/errno-words.ts'
import { insideOf, type MountTable, mountOf, readMounts } from '#adapters/disk/mountinfo.ts'
import type { HostState } from '#core/model/host-state.ts'
import type { RootGate } from '#core/model/root-gate.ts'
import { arrayStopped, arrayWaits, hostFloors, type RootsOnHost, shareRules } from '#core/resolve/host-state.ts'
import { bothGates, gateOf } from '#core/resolve/root-gates.ts'
import type { RootPaths, RootState, RootsReport, StorageHost } from '#ports/storage-host.ts'
import { readHostState } from './state.ts'

/** Where Unraid says it. */
export interface UnraidPlaces {
  /** UNRAID_STATE_DIR. */
  readonly folder: string
  /** MOVER_PID_FILE. */
  readonly moverPidFile: string
  /** The pool root as the host names it. */
  readonly hostPoolRoot: string
  /** The mount table; this process's own when not given. */
  readonly mounts?: () => Promise<MountTable>
}

/** The stock view of all shares alone says which share a path belongs to. */
const insideView = (table: MountTable, path: string): string | undefined => {
  const mount = mountOf(table, path)
  return mount?.fileSystem === 'fuse.shfs' ? insideOf(mount, path) : undefined
}

const stopped = (report: RootsReport, detail: string): RootsReport => {
  const off = (state: RootState): RootState =>
    state.state === 'online' ? { ...state, state: 'offline', sentence: `${state.path}: ${detail}` } : state
  const reason = { code: 'root-not-ready', root: report.share.path, detail } as const
  return {
    ...report,
    share: off(report.share),
    pool: off(report.pool),
    arrays: report.arrays.map(off),
    promoteBlock: report.promoteBlock ?? reason,
    evictBlock: report.evictBlock ?? reason
  }
}

const waiting = (report: RootsReport, detail: string): RootsReport => {
  const of = (root: string): RootGate =>
    bothGates(report.gates.get(root) ?? {}, gateOf('read-only', { code: 'root-not-ready', root, detail }))
  return {
    ...report,
    gates: new Map(report.branches.map((root) => [root, of(root)] as const)),
    warnings: [...report.warnings, detail]
  }
}

const withState = (report: RootsReport, state: HostState, roots: RootsOnHost): RootsReport => {
  const known = { ...report, floors: hostFloors(state, roots), shares: shareRules(state, roots) }
  const [off, wait] = [arrayStopped(state), arrayWaits(state)]
  if (off !== undefined) return stopped(known, off)
  return wait === undefined ? known : waiting(known, wait)
}

/** A host that listens to Unraid. */
export const withUnraid = (host: StorageHost, places: UnraidPlaces): StorageHost => ({
  ...host,
  examine: async (paths: RootPaths) => {
    const report = await host.examine(paths)
    const state = await readHostState(places.folder)
    if (state === undefined) return report
    const table = await (places.mounts ?? readMounts)()
    return withState(report, state, {
      shareRoot: paths.shareRoot,
      insideView: insideView(table, paths.shareRoot),
      hostPoolRoot: places.hostPoolRoot,
      poolRoot: paths.poolRoot,
      arrayRoots: report.branches
    })
  },
  otherMover: async () => {
    try {
      await stat(places.moverPidFile)
      return { code: 'mover-at-work', file: places.moverPidFile }
    } catch (thrown) {
      if (isAbsent(errnoOf(thrown))) return undefined
      throw thrown
    }
  }
})
