/** The observer: what must hold at every instant and after every recovery, read from disk and ledger without asking the mover. */
import { existsSync, lstatSync, readdirSync, readlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isMoveName } from '#core/move/names.ts'
import { film, type Life, manifestOf, originalContent, plainBytes, seenByPlex, type World } from './world.ts'

/** What a run is about, for the observer. */
export interface Story {
  /** Contents that are whole; the last one is the newest and must never be lost. */
  readonly whole: readonly [Buffer, ...Buffer[]]
  /** The original's attributes before anything. */
  readonly before: Facts
}

export interface Facts {
  readonly inode: bigint
  readonly mtimeNs: bigint
  readonly mode: bigint
  readonly uid: bigint
  readonly gid: bigint
  readonly size: bigint
}

export const factsAt = (path: string): Facts => {
  const { ino, mtimeNs, mode, uid, gid, size } = lstatSync(path, { bigint: true })
  return { inode: ino, mtimeNs, mode, uid, gid, size }
}

const parked = (world: World): string => `${join(world.array, film)}.plexcached`

const isOneOf = (bytes: Buffer | undefined, contents: readonly Buffer[]): boolean =>
  bytes !== undefined && contents.some((content) => content.equals(bytes))

/** What lies on the pool because of us must be known outside the database at every instant. */
const unregistered = (world: World): readonly string[] => {
  const known = new Set(manifestOf(world).map(({ path }) => path))
  const lying = world.files.filter((file) => plainBytes(join(world.pool, file)) !== undefined)
  return lying.filter((file) => !known.has(file)).map((file) => `I11: ${file} is on the pool and in no register`)
}

/** After a recovery the registers hold exactly what the ledger holds. */
export const registerViolations = async (world: World, life: Life): Promise<readonly string[]> => {
  const entered = manifestOf(world).map(({ path, copy }) => `${path} ${copy.inode}`)
  const owned = (await life.ledger.registered()).map(({ path, copy }) => `${path} ${copy.inode}`)
  return entered.toSorted().join() === owned.toSorted().join()
    ? []
    : [`I11: the register has "${entered.join()}" and the ledger "${owned.join()}"`]
}

/** I1, I2 and I11: a whole newest copy under a name that counts, the name that Plex knows leads to whole bytes, and the copy is registered. */
export const instantViolations = (world: World, story: Story): readonly string[] => {
  const places = [join(world.array, film), join(world.pool, film), parked(world)].map(plainBytes)
  const newest = story.whole.at(-1) ?? originalContent
  const found: string[] = [...unregistered(world)]
  if (!places.some((bytes) => isOneOf(bytes, [newest]))) found.push('I1: the newest whole bytes are under no name')
  const { presentation, original } = world.layout.mode
  if (presentation === 'bare' && original === 'remove') return found
  const seen = seenByPlex(world, film)
  if (!isOneOf(seen, story.whole)) {
    found.push(`I2: Plex finds ${seen === undefined ? 'nothing' : `${seen.byteLength} bytes of something`}`)
  }
  return found
}

const below = (folder: string): readonly string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' })

const leftovers = (world: World): readonly string[] =>
  [...below(world.array), ...below(world.pool)]
    .filter((path) => isMoveName(path.slice(path.lastIndexOf('/') + 1)))
    .map((path) => `I3: ${path} is left`)

const attributeViolations = (world: World, story: Story, bytes: Buffer): readonly string[] => {
  const found: string[] = []
  if (!bytes.equals(originalContent)) found.push('I5: the bytes differ')
  const facts = factsAt(join(world.array, film))
  const same = (['mtimeNs', 'mode', 'uid', 'gid', 'size'] as const).every((key) => facts[key] === story.before[key])
  if (!same) found.push('I5: owner, mode, time or size differ')
  const keepsInode = world.layout.mode.original !== 'remove'
  if (keepsInode && facts.inode !== story.before.inode) found.push('I5: the inode differs')
  return found
}

const homeViolations = (world: World, story: Story): readonly string[] => {
  const original = join(world.array, film)
  const bytes = plainBytes(original)
  if (bytes === undefined) return ['I3: not owned, and no plain file at home']
  const found: string[] = []
  if (below(world.pool).length > 0) found.push(`I3: not owned, but the pool has ${below(world.pool).join(', ')}`)
  if (existsSync(parked(world))) found.push('I3: not owned, but an original is parked')
  if (readdirSync(dirname(original)).length !== 1) found.push('I3: something is beside the original')
  if (story.whole.length === 1) return [...found, ...attributeViolations(world, story, bytes)]
  return isOneOf(bytes, story.whole.slice(-1)) ? found : [...found, 'I6: an older file came home']
}

const cachedViolations = (world: World, story: Story): readonly string[] => {
  const original = join(world.array, film)
  const { presentation, original: fate } = world.layout.mode
  const found: string[] = []
  if (!isOneOf(plainBytes(join(world.pool, film)), story.whole)) found.push('I3: owned, but the pool has no whole copy')
  const at = lstatSync(original, { throwIfNoEntry: false, bigint: true })
  if (fate === 'keep' && at?.ino !== story.before.inode) found.push('I3: kept, but the original is not there')
  if (
    fate === 'backup' &&
    lstatSync(parked(world), { throwIfNoEntry: false, bigint: true })?.ino !== story.before.inode
  ) {
    found.push('I3: parked, but not the original')
  }
  if (
    presentation === 'symlink' &&
    !(at?.isSymbolicLink() === true && readlinkSync(original) === join(world.pool, film))
  ) {
    found.push('I3: owned, but no link of ours')
  }
  if (presentation !== 'symlink' && fate !== 'keep' && at !== undefined)
    found.push('I3: removed, but something is there')
  return found
}

/** I3 and I5 after a recovery: every name as the ledger says, nothing temporary, nothing open, nothing to do a second time. */
export const settledViolations = async (world: World, life: Life, story: Story): Promise<readonly string[]> => {
  const found: string[] = [...leftovers(world), ...(await registerViolations(world, life))]
  if ((await life.journal.unfinished()).length > 0) found.push('I3: the journal is open')
  const [unit] = await life.ledger.owned()
  if (unit?.state === 'orphan') return [...found, 'I3: an orphan without anybody else']
  return [...found, ...(unit === undefined ? homeViolations(world, story) : cachedViolations(world, story))]
}
