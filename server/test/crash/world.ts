/** A small world for moves: an array disk, a pool, one film with its subtitle, the real disk adapter and a real database. */
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { systemClock } from '#adapters/clock.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import { createManifest } from '#adapters/disk/manifest/manifest.ts'
import type { StorageLayout } from '#core/model/layout.ts'
import { arrayPath, plexPath, poolPath, sharePath } from '#core/model/place.ts'
import type { Inspection, Mode, OwnedUnit, SeenFile, Unit } from '#core/model/unit.ts'
import { createMover, type MoverOptions } from '#engine/move/mover.ts'
import type { FileSystem, Step } from '#ports/file-system.ts'
import type { Journal } from '#ports/journal.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { MoveControl, MoveOutcome, Mover } from '#ports/mover.ts'
import { createJournal } from '#store/journal.ts'
import { createLedger } from '#store/ledger.ts'
import { openStore, type Store } from '#store/open.ts'
import { createFileRegister, type FileRegister } from '#test/fakes/file-register.ts'
import { ownFolder, removedInTheEnd } from '#test/prove/stage/leave-nothing.ts'

/** Memory when there is some: a campaign makes thousands of files durable. */
const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** The real disk, without the child process that carries extended attributes, as if array and pool were one file system: where the original goes, a second name of it may stand for a copy. */
export const linkingDisk: FileSystem = createDisk({ clock: systemClock, extendedAttributes: false })

/** The real disk as if array and pool were two file systems, so that bytes travel. */
export const plainDisk: FileSystem = {
  ...linkingDisk,
  copy: (order) => linkingDisk.copy({ ...order, mayLink: false })
}

export const film = 'Films/Arrival (2016)/Arrival.mkv'
export const subtitle = 'Films/Arrival (2016)/Arrival.en.srt'

/** Every pair of presentation and original that there is. */
export const modes: readonly Mode[] = [
  { presentation: 'union', original: 'keep' },
  { presentation: 'union', original: 'backup' },
  { presentation: 'union', original: 'remove' },
  { presentation: 'symlink', original: 'backup' },
  { presentation: 'symlink', original: 'remove' },
  { presentation: 'bare', original: 'keep' },
  { presentation: 'bare', original: 'remove' }
]

export const nameOfMode = (mode: Mode): string => `${mode.presentation}+${mode.original}`

/** Bytes that tell where they came from. */
export const content = (what: string, size = 5000): Buffer => Buffer.alloc(size, `${what} `)

export const originalContent = content('the film as it was first')
export const subtitleContent = content('Good evening.', 300)

/** A control that never stops anything. */
export const calm: MoveControl = {
  signal: new AbortController().signal,
  onProgress: () => undefined,
  recheck: () => Promise.resolve(undefined)
}

/** Options of a mover; tests that plant bugs may also change what the journal does. */
export interface LifeOptions extends Partial<MoverOptions> {
  readonly wrapJournal?: (journal: Journal) => Journal
}

/** Database and mover of one life of the process. */
export interface Life {
  readonly store: Store
  readonly journal: Journal
  readonly ledger: Ledger
  readonly mover: Mover
  /** Another mover on the same database. */
  moverWith(options: LifeOptions): Mover
  end(): Promise<void>
}

export interface World {
  readonly root: string
  readonly layout: StorageLayout
  readonly array: string
  readonly pool: string
  readonly files: readonly string[]
  /** Starts a life; the one before must have ended. */
  live(options?: LifeOptions): Promise<Life>
  remove(): void
}

export const writeAt = (path: string, bytes: Buffer, mtimeSeconds: number): void => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
  chmodSync(path, 0o640)
  utimesSync(path, mtimeSeconds, mtimeSeconds)
}

let template: Buffer | undefined

/** Making tables takes longer than a move; they are made once and copied. */
export const databaseTemplate = async (): Promise<Buffer> => {
  if (template !== undefined) return template
  const folder = ownFolder(base, 'pcu-template-')
  const path = join(folder, 'plexcache.db')
  const store = await openStore({ path })
  await store.close()
  template = readFileSync(path)
  rmSync(folder, { recursive: true, force: true })
  return template
}

/** The register beside a database, which no crash takes away. */
export const registerAt = (data: string): FileRegister => createFileRegister(join(data, 'register.json'))

/** What the manifest on the pool says of one file. */
export interface ManifestLine {
  readonly path: string
  readonly copy: { readonly inode: string }
}

const lineOf = (row: string): (ManifestLine & { readonly event: string }) | undefined => {
  try {
    return JSON.parse(row)
  } catch {
    return undefined
  }
}

/** The last word of the manifest on every file, read without the program; lines that are not whole count for nothing. */
export const manifestOf = (world: Pick<World, 'pool'>): readonly ManifestLine[] => {
  const path = join(world.pool, '.mc/manifest.jsonl')
  const files = new Map<string, ManifestLine>()
  for (const row of existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []) {
    const line = lineOf(row)
    if (line === undefined) continue
    if (line.event === 'cached') files.set(line.path, line)
    else files.delete(line.path)
  }
  return [...files.values()]
}

/** Starts a life on the database in this folder. */
export const liveAt = async (data: string, options: LifeOptions = {}): Promise<Life> => {
  const store = await openStore({ path: join(data, 'plexcache.db') })
  const journal = createJournal(store.db, () => systemClock.now())
  const ledger = createLedger(store.db)
  const moverWith = ({ wrapJournal, ...chosen }: LifeOptions): Mover =>
    createMover({
      fileSystem: plainDisk,
      registers: [registerAt(data), createManifest({ dryRun: false })],
      journal: wrapJournal?.(journal) ?? journal,
      now: systemClock.now,
      minimumAgeMinutes: () => 0,
      ...chosen
    })
  return { store, journal, ledger, mover: moverWith(options), moverWith, end: () => store.close() }
}

/** Starts a life on an existing world. */
export const liveIn = (root: string, options: LifeOptions = {}): Promise<Life> => liveAt(join(root, 'data'), options)

export const layoutOf = (root: string, mode: Mode): StorageLayout => ({
  shareRoot: sharePath(join(root, mode.presentation === 'union' ? 'share' : 'array')),
  poolRoot: poolPath(join(root, 'pool')),
  arrayRoots: [arrayPath(join(root, 'array'))],
  linkRoot: join(root, 'pool'),
  situation: mode.presentation === 'union' ? 'union' : 'elsewhere',
  mode
})

/** Makes a world. `files` are relative paths; the film alone when left out. */
export const makeWorld = async (mode: Mode, files: readonly string[] = [film]): Promise<World> => {
  const root = ownFolder(base, 'pcu-move-')
  const [array, pool] = [join(root, 'array'), join(root, 'pool')]
  for (const folder of [array, pool, join(root, 'data')]) mkdirSync(folder)
  for (const file of files) {
    writeAt(join(array, file), file.endsWith('.srt') ? subtitleContent : originalContent, 1_700_000_000.5)
  }
  writeFileSync(join(root, 'data', 'plexcache.db'), await databaseTemplate())
  return {
    root,
    layout: layoutOf(root, mode),
    array,
    pool,
    files,
    live: (options) => liveIn(root, options),
    remove: removedInTheEnd(() => rmSync(root, { recursive: true, force: true }))
  }
}

/** The unit of a world. */
export const unitOf = (world: Pick<World, 'layout' | 'files'>): Unit => {
  const videos = world.files
    .filter((file) => file.endsWith('.mkv'))
    .map((file) => ({
      plexPath: plexPath(`/media/${file}`),
      sharePath: sharePath(join(world.layout.shareRoot, file)),
      poolPath: poolPath(join(world.layout.poolRoot, file)),
      sizeBytes: originalContent.byteLength
    }))
  const id = sharePath(join(world.layout.shareRoot, world.files.find((file) => file.endsWith('.mkv')) ?? film))
  return {
    id,
    title: 'Arrival',
    sectionId: '1',
    ratingKeys: ['7'],
    videos,
    wants: [],
    trashed: false,
    watchedAt: undefined
  }
}

/** What a look at the world's files finds. */
export const inspectionOf = (world: Pick<World, 'layout' | 'files' | 'array'>): Inspection => ({
  unit: unitOf(world).id,
  lookedAt: 0,
  files: world.files.map((file): SeenFile => {
    const found = lstatSync(join(world.array, file))
    return {
      path: sharePath(join(world.layout.shareRoot, file)),
      arrayRoot: arrayPath(world.array),
      role: file.endsWith('.mkv') ? 'video' : 'sidecar',
      sizeBytes: found.size,
      allocatedBytes: found.blocks * 512,
      links: found.nlink,
      changedAt: found.mtimeMs
    }
  })
})

export const promote = (world: World, life: Life, control: MoveControl = calm): Promise<MoveOutcome> =>
  life.mover.promote(
    {
      layout: world.layout,
      unit: unitOf(world),
      inspection: inspectionOf(world),
      because: [{ code: 'playing', person: 'owner' }]
    },
    control
  )

export const evict = async (world: World, life: Life, control: MoveControl = calm): Promise<MoveOutcome> => {
  const unit = await ownedUnit(world, life)
  return await life.mover.evict({ layout: world.layout, unit, because: [{ code: 'restore-requested' }] }, control)
}

export const ownedUnit = async (world: Pick<World, 'layout' | 'files'>, life: Life): Promise<OwnedUnit> => {
  const found = (await life.ledger.owned()).find((unit) => unit.id === unitOf(world).id)
  if (found === undefined) throw new Error('the unit is not owned')
  return found
}

/** A step that writes down what it was asked. */
export const recordingStep = (names: string[]): Step => {
  return (name, act) => {
    names.push(name)
    return act()
  }
}

/** The bytes that Plex finds under a file's name; undefined when it finds none. On a union the pool comes first. */
export const seenByPlex = (world: Pick<World, 'layout' | 'array' | 'pool'>, file: string): Buffer | undefined => {
  const places = world.layout.mode.presentation === 'union' ? [world.pool, world.array] : [world.array]
  for (const place of places) {
    const path = join(place, file)
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) continue
    return existsSync(path) ? readFileSync(path) : undefined
  }
  return undefined
}

/** Plain bytes under a name, without following a link. */
export const plainBytes = (path: string): Buffer | undefined => {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isFile() === true ? readFileSync(path) : undefined
}
