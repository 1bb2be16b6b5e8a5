/**
 * The machine's storage. Which calls touch what:
 * - `examine`: the mount table and the root directories themselves, never anything below an array root; on the pool also its marker.
 * - `poolRoom`, `roomOf`: one statfs of that root.
 * - `grounds`: the mount table and the names of the roots themselves.
 * - `lookAtCopies`: on the pool, its root and one lstat of each copy.
 * - `inspect`: below the array roots, for one unit: lstat of each component of its files, one listing of each of its folders, one open of each file.
 * - `proveUnion`: the folder asked about, on pool, share and array roots.
 * - `probe`: a folder of our own on the pool, on the disk of the array that is about to be used, and the same one through the view; once for each place.
 * Nothing runs on its own, so disks that sleep are left asleep until a unit of theirs is about to move.
 */
import { randomUUID } from 'node:crypto'
import type { ArrayPath, PoolPath } from '#core/model/place.ts'
import type { RootPaths, StorageHost } from '#ports/storage-host.ts'
import { groundsOf } from './ground.ts'
import { inspectUnit } from './inspect.ts'
import { type MountTable, mountOf, readMounts } from './mountinfo.ts'
import { type AskDisk, askPlainly } from './patience/ask-disk.ts'
import { lookAtCopies } from './pool/copies.ts'
import { createStorageProbe } from './probe/probe.ts'
import { measureRoom } from './room.ts'
import { createRootLook, type RootsLearner } from './roots/look.ts'
import { forgetRoots, type RootMemory, recallBranches } from './roots/memory.ts'
import { readAttribute } from './roots/union.ts'
import { proveUnion } from './roots/union-proof.ts'
import { examineRoots } from './roots.ts'

/** The settings that apply, asked anew at every call. */
export interface HostRules {
  /** TEST_MODE: nothing is written and nothing remembered. */
  readonly dryRun: boolean
  /** ALLOW_VOLATILE_POOL. */
  readonly allowVolatilePool: boolean
  /** ALLOW_SAME_FILESYSTEM. */
  readonly allowSameFileSystem: boolean
  /** MINIMUM_FILE_AGE_MINUTES. */
  readonly minimumFileAgeMinutes: number
}

/** What the storage needs of its surroundings. */
export interface StorageHostDeps {
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly memory: RootMemory
  readonly rules: () => HostRules
  /** The branch that a file on the pool came from, when it is in the ledger; without this none is. */
  readonly homeOf?: (path: PoolPath) => Promise<ArrayPath | undefined>
  /** Hears which roots may be written. */
  readonly identified?: RootsLearner
  /** Unique part of marker names; random when not given. */
  readonly newId?: () => string
  /** How long an examination waits for one root, milliseconds. */
  readonly patienceMs?: number
  /** How every other question is asked; waits as long as the system does when not given. */
  readonly ask?: AskDisk
}

/** FUSE programs often report no blocks, and compressed files need few: there a low count says nothing about holes. */
const allocationTeller =
  (table: MountTable) =>
  (path: string): boolean => {
    const mount = mountOf(table, path)
    if (mount === undefined) return true
    const compressed = mount.fileSystem === 'zfs' || mount.superOptions.some((option) => option.startsWith('compress'))
    return !compressed && !mount.fileSystem.startsWith('fuse')
  }

const allRoots = async (memory: RootMemory, paths: RootPaths): Promise<readonly string[]> => [
  paths.shareRoot,
  paths.poolRoot,
  ...paths.arrayRoots,
  ...(await recallBranches(memory, paths.shareRoot)).map(({ path }) => path)
]

const DRY_PROOF = 'Nothing is written in test mode, so whether the merged view shows the pool is not proved.'

/** Makes the storage. It holds no open file and no timer. */
export const createStorageHost = (deps: StorageHostDeps): StorageHost => {
  const { now, memory, rules } = deps
  const newId = deps.newId ?? randomUUID
  const look = createRootLook(deps.patienceMs ?? 30_000)
  const ask = deps.ask ?? askPlainly
  const probe = createStorageProbe({ memory, now, newId, ask })
  const proven = new Set<string>()
  const room = (root: string) => measureRoom(ask, root)

  return {
    examine: (paths) => examineRoots({ ...deps, memory, look, readAttribute, newId }, paths, rules()),

    poolRoom: (layout) => room(layout.poolRoot),

    roomOf: room,

    grounds: async (layout) => groundsOf([layout.poolRoot, ...layout.arrayRoots], await readMounts()),

    lookAtCopies: (copies) => lookAtCopies(ask, copies),

    inspect: async (layout, unit) => {
      const question = {
        layout,
        ask,
        now: now(),
        minimumAgeMinutes: rules().minimumFileAgeMinutes,
        tellsAllocation: allocationTeller(await readMounts()),
        homeOf: deps.homeOf ?? (async () => undefined)
      }
      return inspectUnit(question, unit)
    },

    proveUnion: async (layout, relativeDirectory) => {
      const [top] = relativeDirectory.split('/')
      const key = [layout.shareRoot, layout.poolRoot, ...layout.arrayRoots, top].join('\0')
      if (proven.has(key)) return { proven: true }
      if (rules().dryRun) return { proven: false, sentence: DRY_PROOF }
      await probe.sweep()
      const proof = await proveUnion(layout, relativeDirectory, { id: newId(), trace: probe.trace, ask })
      if (proof.proven) proven.add(key)
      return proof
    },

    probe: (layout, { files, ask }) => probe.ask(layout, { files, ask: ask && !rules().dryRun }),

    answers: probe.known,

    confirmRoots: async (paths) => {
      proven.clear()
      await probe.forget()
      await forgetRoots(memory, await allRoots(memory, paths))
    }
  }
}
