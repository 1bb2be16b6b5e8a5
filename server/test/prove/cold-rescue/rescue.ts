/** Rescues a world whose database is gone: what the manifest knows is taken into an empty ledger, and everything goes home by the usual moves. */
import { lstatSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createManifest } from '#adapters/disk/manifest/manifest.ts'
import { createScout } from '#adapters/disk/manifest/scout.ts'
import { directoryOf } from '#core/move/names.ts'
import { type FoundAgain, findAgain } from '#engine/registers/find-again.ts'
import { sweep } from '#engine/registers/sweep.ts'
import { calm, type Life, manifestOf, plainDisk, type World } from '#test/crash/world.ts'

/** What lies under a name: enough to know a file again that went away and came home. */
export interface Known {
  readonly bytes: string
  readonly inode: bigint
  readonly rest: string
}

/** Every file below a folder with its bytes, inode, size, time, owner and mode; links by their text. */
export const filesBelow = (folder: string): ReadonlyMap<string, Known> => {
  const found = new Map<string, Known>()
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const at = join(folder, path)
    const facts = lstatSync(at, { bigint: true })
    const { ino, size, mtimeNs, uid, gid, mode } = facts
    if (facts.isDirectory()) continue
    const bytes = facts.isSymbolicLink() ? `link to ${readlinkSync(at)}` : readFileSync(at, 'base64')
    found.set(path, { bytes, inode: ino, rest: `${size} ${mtimeNs} ${uid}:${gid} ${mode}` })
  }
  return found
}

/** Takes the database and everything beside it away, as a lost data folder does. */
export const loseDatabase = (world: World): void => {
  for (const name of readdirSync(join(world.root, 'data'))) rmSync(join(world.root, 'data', name), { recursive: true })
}

const whereOf = ({ layout }: World) => ({ poolRoot: layout.poolRoot, arrayRoots: layout.arrayRoots })

/** Learns from the manifest. */
export const learn = (world: World, life: Life): Promise<FoundAgain> => {
  const deps = { manifest: createManifest({ dryRun: false }), fileSystem: plainDisk, ...life }
  return findAgain(deps, whereOf(world))
}

/** Brings home what the ledger has, and takes away what nobody will settle any more. */
export const bringAllHome = async (world: World, life: Life, { homePaths }: FoundAgain): Promise<void> => {
  const folders = (await life.ledger.registered()).map(({ arrayRoot, path }) => ({
    root: arrayRoot,
    path: directoryOf(path)
  }))
  for (const unit of await life.ledger.owned()) {
    await life.mover.evict({ layout: world.layout, unit, because: [{ code: 'restore-requested' }] }, calm)
  }
  await sweep({ fileSystem: plainDisk, scout: createScout() }, { ...whereOf(world), folders, gone: homePaths })
}

/** The whole rescue in a life of its own. */
export const rescue = async (world: World): Promise<readonly string[]> => {
  loseDatabase(world)
  const life = await world.live()
  try {
    const found = await learn(world, life)
    await bringAllHome(world, life, found)
    return found.unclear
  } finally {
    await life.end()
  }
}

interface Compared {
  readonly now: Known
  readonly before: Known
  readonly keepsInode: boolean
}

const attributes = (name: string, { now, before, keepsInode }: Compared): readonly string[] => {
  const found: string[] = []
  if (now.bytes !== before.bytes) found.push(`${name} has other bytes`)
  if (now.rest !== before.rest) found.push(`size, time, owner or mode of ${name} are ${now.rest}, not ${before.rest}`)
  if (keepsInode && now.inode !== before.inode) found.push(`${name} is another inode`)
  return found
}

/** What differs from the start: every name, byte and attribute at home, and nothing at all on the pool. */
export const differences = (world: World, before: ReadonlyMap<string, Known>): readonly string[] => {
  const now = filesBelow(world.array)
  const keepsInode = world.layout.mode.original !== 'remove'
  const found: string[] = []
  for (const name of now.keys()) if (!before.has(name)) found.push(`${name} is left on the array`)
  for (const [name, known] of before) {
    const there = now.get(name)
    found.push(
      ...(there === undefined ? [`${name} is missing`] : attributes(name, { now: there, before: known, keepsInode }))
    )
  }
  for (const path of readdirSync(world.pool, { recursive: true, encoding: 'utf8' }))
    found.push(`${path} is left on the pool`)
  if (manifestOf(world).length > 0) found.push('the manifest still names files')
  return found
}
