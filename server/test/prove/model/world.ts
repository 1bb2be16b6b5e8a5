/** A household in memory: three units, one array disk and one pool, the real mover on the real journal, and people who do as they like. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StorageLayout } from '#core/model/layout.ts'
import { arrayPath, plexPath, poolPath, sharePath } from '#core/model/place.ts'
import type { Mode, Unit } from '#core/model/unit.ts'
import { isMoveName, nameOf } from '#core/move/names.ts'
import type { Expected, Spot, Step } from '#ports/file-system.ts'
import type { Journal } from '#ports/journal.ts'
import type { EvictOrder, Mover, PromoteOrder } from '#ports/mover.ts'
import type { Register, RegisteredFile, RegisteredPlace } from '#ports/register.ts'
import { databaseTemplate, type Life, liveAt } from '#test/crash/world.ts'
import { ownFolder, removedInTheEnd } from '#test/prove/stage/leave-nothing.ts'
import { fastFolder } from '#test/prove/stage/place.ts'
import { createMemoryDisk, type MemoryDisk, type Side } from './memory-disk.ts'
import { type FileTruth, instantFaults, parkedName, type Watched } from './truth.ts'

const MiB = 1024 * 1024
const totalBytes = 4000 * MiB
/** What people set for the pool, and what the host keeps free on the disk. */
const floorBytes = 600 * MiB

const arrayRoot = '/mnt/disk1'
const poolRoot = '/mnt/cache'
const poster = 'Shows/S/poster.srt'

/** The files of each unit; the episodes share one. */
export const unitFiles: readonly (readonly [string, ...string[]])[] = [
  ['Films/A/A.mkv', 'Films/A/A.en.srt'],
  ['Shows/S/E1.mkv', poster],
  ['Shows/S/E2.mkv', poster]
]

/** Every file once. */
export const files: readonly string[] = [...new Set(unitFiles.flat())]

const sizeOf = (path: string): number => (path.endsWith('.mkv') ? 100 * MiB : MiB)

const layoutOf = (mode: Mode): StorageLayout => ({
  shareRoot: sharePath(mode.presentation === 'union' ? '/mnt/user' : arrayRoot),
  poolRoot: poolPath(poolRoot),
  arrayRoots: [arrayPath(arrayRoot)],
  linkRoot: poolRoot,
  situation: mode.presentation === 'union' ? 'union' : 'elsewhere',
  floors: new Map([[arrayRoot, floorBytes]]),
  mode
})

const unitOf = (layout: StorageLayout, [video]: readonly [string, ...string[]]): Unit => {
  const share = sharePath(`${layout.shareRoot}/${video}`)
  const placed = {
    plexPath: plexPath(`/media/${video}`),
    sharePath: share,
    poolPath: poolPath(`${poolRoot}/${video}`),
    sizeBytes: sizeOf(video)
  }
  const rest = { sectionId: '1', ratingKeys: ['7'], wants: [], trashed: false, watchedAt: undefined }
  return { id: share, title: nameOf(video), videos: [placed], ...rest }
}

/** A register that no crash takes away. */
const createMemoryRegister = (): Register & { readonly entered: Map<string, RegisteredFile> } => {
  const entered = new Map<string, RegisteredFile>()
  const leave = async (places: readonly RegisteredPlace[]): Promise<void> => {
    for (const { path } of places) entered.delete(path)
  }
  const enter = async (all: readonly RegisteredFile[]): Promise<void> => {
    for (const file of all) entered.set(file.path, file)
  }
  const rebuild = async (all: readonly RegisteredFile[]): Promise<void> => {
    entered.clear()
    await enter(all)
  }
  return { name: 'test', entered, enter, leave, rebuild }
}

/** The household. */
export interface ModelWorld extends Watched {
  readonly layout: StorageLayout
  readonly life: Life
  readonly faults: Set<string>
  readonly entered: ReadonlyMap<string, RegisteredFile>
  /** Units that were on their way home once. */
  readonly left: Set<string>
  /** Originals that the engine that died had announced to remove. */
  dueToGo: ReadonlySet<string>
  /** Nobody but the engine has done anything, and all went well. */
  calm: boolean
  /** A version that never was. */
  nextVersion(): string
  moverWith(step: Step): Mover
  promotionOf(unit: number): PromoteOrder | undefined
  evictionOf(unit: number): Promise<EvictOrder | undefined>
  floorOf(side: Side): number
  remove(): Promise<void>
}

/** Which names the journal says are being changed: the engine's own word for why it may. */
const watchJournal = (journal: Journal, open: Map<number, string>): Journal => {
  const opened = async (move: ReturnType<Journal['openPromotion']>): ReturnType<Journal['openPromotion']> => {
    for (const entry of (await move).files) open.set(entry.id, entry.path)
    return await move
  }
  return {
    ...journal,
    openPromotion: (promotion) => opened(journal.openPromotion(promotion)),
    openEviction: (unit, because) => opened(journal.openEviction(unit, because)),
    openSome: (unit, because, some) => opened(journal.openSome(unit, because, some)),
    close: async (entry, ending, forget) => {
      await journal.close(entry, ending, forget)
      open.delete(entry.id)
    }
  }
}

const isJournaled = (path: string, open: ReadonlyMap<number, string>): boolean =>
  [...open.values()].some((one) => path === one || path === parkedName(one) || path.startsWith(`${one}.`))

interface Change {
  readonly spot: Spot
  readonly takes: Expected | undefined
  readonly open: ReadonlyMap<number, string>
}

const forbidden = ({ disk }: ModelWorld, { spot, takes, open }: Change): readonly string[] => {
  const side = disk.side(spot.root)
  const name = `${spot.root}/${spot.path}`
  if (side === undefined) return [`I8: ${name} lies below no root`]
  if (!side.online) return [`I9: ${name} was changed while its root was away`]
  if (takes === undefined || isMoveName(nameOf(spot.path))) return []
  const found = takes.kind === 'plain-file' ? [`I4: ${name} was taken away whatever it was`] : []
  return isJournaled(spot.path, open) ? found : [...found, `I10: ${name} was taken away and no open move says so`]
}

const spaceFaults = (world: ModelWorld, { root, path }: Spot): readonly string[] => {
  const side = world.disk.side(root)
  const node = side?.names.get(path)
  if (side === undefined || node?.kind !== 'file' || node.sizeBytes === 0 || !path.endsWith('.part')) return []
  return world.disk.freeBytes(side) < world.floorOf(side) ? [`I7: ${root} fell below its floor for ${path}`] : []
}

const registerFaults = ({ pool, entered }: ModelWorld): readonly string[] =>
  files.flatMap((path) => {
    const node = pool.names.get(path)
    return node?.kind === 'file' && node.by === 'engine' && !entered.has(path)
      ? [`I11: ${path} is on the pool and in no register`]
      : []
  })

const truthOf = (disk: MemoryDisk, array: Side, path: string): FileTruth => {
  const version = `${path}#1`
  disk.write(array, path, { version, sizeBytes: sizeOf(path), attributes: `0640 99:100 ${path}` })
  const node = array.names.get(path)
  if (node?.kind !== 'file') throw new Error('a file that was written is there')
  const { inode, sizeBytes, modifiedNs, attributes } = node
  const before = { inode, version, sizeBytes, modifiedNs, attributes }
  const untouched = { gone: false, cut: false, lastCopy: undefined, touched: false }
  return { path, owed: new Set([version]), known: new Set([version]), ...untouched, before }
}

/** Opens a household in this mode; everything is at home. */
export const openWorld = async (mode: Mode): Promise<ModelWorld> => {
  const data = ownFolder(fastFolder, 'pcu-model-')
  const removeData = removedInTheEnd(() => rmSync(data, { recursive: true, force: true }))
  writeFileSync(join(data, 'plexcache.db'), await databaseTemplate())
  const life = await liveAt(data)
  const open = new Map<number, string>()
  const journal = watchJournal(life.journal, open)
  const register = createMemoryRegister()
  const layout = layoutOf(mode)
  const roots = [arrayRoot, poolRoot].map((root) => ({ root, totalBytes }))
  const disk = createMemoryDisk(roots, {
    before: (spot, takes) => {
      for (const fault of forbidden(world, { spot, takes, open })) world.faults.add(fault)
    },
    after: (spot) => {
      for (const fault of [...instantFaults(world), ...spaceFaults(world, spot), ...registerFaults(world)])
        world.faults.add(fault)
    }
  })
  const [array, pool] = disk.sides
  if (array === undefined || pool === undefined) throw new Error('there are two sides')
  let versions = 1
  const world: ModelWorld = {
    disk,
    array,
    pool,
    mode,
    layout,
    life,
    truths: files.map((path) => truthOf(disk, array, path)),
    faults: new Set(),
    entered: register.entered,
    left: new Set(),
    dueToGo: new Set(),
    calm: true,
    nextVersion: () => {
      versions += 1
      return `#${versions}`
    },
    moverWith: (step) =>
      life.moverWith({
        fileSystem: disk.fileSystem,
        registers: [register],
        wrapJournal: () => journal,
        keepFreeBytes: () => floorBytes,
        now: () => Date.now(),
        step
      }),
    promotionOf: (at) => {
      const members = unitFiles[at]
      if (members === undefined || array.names.get(members[0])?.kind !== 'file') return undefined
      const unit = unitOf(layout, members)
      const looked = members.flatMap((path) => {
        const node = array.names.get(path) ?? pool.names.get(path)
        if (node === undefined) return []
        const sizeBytes = node.kind === 'file' ? node.sizeBytes : sizeOf(path)
        const role = path.endsWith('.mkv') ? ('video' as const) : ('sidecar' as const)
        const path_ = sharePath(`${layout.shareRoot}/${path}`)
        const rest = { arrayRoot: arrayPath(arrayRoot), allocatedBytes: sizeBytes, links: 1, changedAt: 0 }
        return [{ path: path_, role, sizeBytes, ...rest }]
      })
      const inspection = { unit: unit.id, lookedAt: 0, files: looked }
      return { layout, unit, inspection, because: [{ code: 'playing', person: 'owner' }] }
    },
    evictionOf: async (at) => {
      const id = `${layout.shareRoot}/${unitFiles[at]?.[0] ?? ''}`
      const unit = (await life.ledger.owned()).find((one) => one.id === id)
      return unit === undefined ? undefined : { layout, unit, because: [{ code: 'restore-requested' }] }
    },
    floorOf: () => floorBytes,
    remove: async () => {
      await life.end()
      removeData()
    }
  }
  return world
}
