/** The strict observer: what must hold for every file at every instant, and name by name after every recovery, read from disk and ledger alone. */
import { lstatSync, readdirSync, readlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createManifest } from '#adapters/disk/manifest/manifest.ts'
import { backupNames, isMoveName, nameOf, sibling } from '#core/move/names.ts'
import { findAgain } from '#engine/registers/find-again.ts'
import { factsAt } from '#test/crash/observer.ts'
import {
  type Life,
  manifestOf,
  plainBytes,
  plainDisk,
  recordingStep,
  registerAt,
  seenByPlex
} from '#test/crash/world.ts'
import type { Bystander, Stage, Truth } from './stage.ts'
import { evictAll } from './stage.ts'

const parked = (file: string): string => sibling(file, backupNames(nameOf(file))[0])

const newestOf = (truth: Truth): Buffer => truth.whole.at(-1) ?? truth.original

const isWhole = (truth: Truth, bytes: Buffer | undefined): boolean =>
  bytes !== undefined && truth.whole.some((whole) => whole.equals(bytes))

/** What a real union shows where there is one, and what it would show everywhere else. */
const seen = (stage: Stage, file: string): Buffer | undefined => {
  const { shareRoot, mode } = stage.layout
  if (mode.presentation !== 'union' || !stage.realUnion) return seenByPlex(stage, file)
  return plainBytes(join(shareRoot, file))
}

const instantOf = (stage: Stage, truth: Truth): readonly string[] => {
  const { file } = truth
  const { presentation, original } = stage.of.mode
  const found: string[] = []
  const places = [join(stage.array, file), join(stage.pool, file), join(stage.array, parked(file))]
  if (!places.some((path) => plainBytes(path)?.equals(newestOf(truth)) === true)) {
    found.push(`I1: the newest bytes of ${file} are under no name`)
  }
  if (presentation === 'bare' && original === 'remove') return found
  const bytes = seen(stage, file)
  if (!isWhole(truth, bytes)) {
    const what = bytes === undefined ? 'nothing' : `${bytes.byteLength} bytes of something`
    found.push(`I2: Plex finds ${what} under ${file}`)
  }
  return found
}

/** What a register says of one file. */
interface Entered {
  readonly path: string
  readonly copy: { readonly inode: string }
}

/** The register of the test, and the manifest as it lies on the pool. */
const registersOf = (stage: Stage): readonly (readonly [string, readonly Entered[]])[] => [
  ['the register', registerAt(stage.data()).entered()],
  ['the manifest', manifestOf(stage)]
]

/** What lies on the pool because of us is known outside the database at every instant. */
const unregistered = (stage: Stage): readonly string[] =>
  registersOf(stage).flatMap(([what, entered]) => {
    const known = new Set(entered.map(({ path }) => path))
    return stage.files
      .filter((file) => plainBytes(join(stage.pool, file)) !== undefined && !known.has(file))
      .map((file) => `I11: ${file} is on the pool and not in ${what}`)
  })

const touched = ({ bystanders }: Stage): readonly string[] =>
  bystanders
    .filter(({ path, bytes }: Bystander) => plainBytes(path)?.equals(bytes) !== true)
    .map(({ path }) => `${path} of the main library was touched`)

/** I1, I2, that nothing of ours is unregistered and that nothing of another library is touched, at any instant. */
export const instantFaults = (stage: Stage): readonly string[] => [
  ...unregistered(stage),
  ...touched(stage),
  ...stage.truths.flatMap((truth) => instantOf(stage, truth))
]

/** How exactly registers agree with the ledger. */
interface Agreement {
  /** File by file with the inode of the copy, or by name alone. */
  readonly inodes: boolean
  /** Whether they may have entries too many; never one too few. */
  readonly more: boolean
}

const exactly: Agreement = { inodes: true, more: false }

const agrees = (entered: readonly string[], owned: readonly string[], { more }: Agreement): boolean =>
  owned.every((word) => entered.includes(word)) && (more || entered.every((word) => owned.includes(word)))

/** After a recovery the registers hold what the ledger holds. */
const registerFaults = async (stage: Stage, life: Life, how: Agreement): Promise<readonly string[]> => {
  const wordOf = ({ path, copy }: Entered): string => (how.inodes ? `${path} ${copy.inode}` : path)
  const owned = (await life.ledger.registered()).map(wordOf)
  return registersOf(stage).flatMap(([what, files]) => {
    const entered = files.map(wordOf)
    return agrees(entered, owned, how) ? [] : [`I11: ${what} has "${entered.join()}" and the ledger "${owned.join()}"`]
  })
}

/** As every run begins: what the manifest says is compared with the disks, the registers are made good, and after that nothing is forgiven. */
const rebuiltFaults = async (stage: Stage, life: Life): Promise<readonly string[]> => {
  const manifest = createManifest({ dryRun: false })
  const { poolRoot, arrayRoots } = stage.layout
  await findAgain({ manifest, fileSystem: plainDisk, ...life }, { poolRoot, arrayRoots })
  const all = await life.ledger.registered()
  for (const register of [registerAt(stage.data()), manifest]) await register.rebuild(all)
  return (await registerFaults(stage, life, exactly)).map((fault) => `${fault}, made good`)
}

/** Names that belong to the roots and not to the moves: the marker and what lies beside it. */
const isOfTheRoot = (path: string): boolean =>
  path === '.mc' || path.startsWith('.mc/') || path.startsWith('.mc-root-') || path.startsWith('.mc-owner')

const below = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => !isOfTheRoot(path))
    .toSorted()

const foldersOf = (file: string): readonly string[] => {
  const folder = dirname(file)
  return folder === '.' ? [] : [...foldersOf(folder), folder]
}

const withFolders = (files: readonly string[], folders: readonly string[]): readonly string[] =>
  [...new Set([...files, ...folders])].toSorted()

const namesAtHome = (stage: Stage, truth: Truth, owned: boolean): readonly string[] => {
  const { presentation, original } = stage.of.mode
  const { file } = truth
  if (!owned) return [file]
  const shown = presentation === 'symlink' || original === 'keep' ? [file] : []
  return original === 'backup' ? [...shown, parked(file)] : shown
}

const differences = (where: string, found: readonly string[], wanted: readonly string[]): readonly string[] => [
  ...found
    .filter((name) => !wanted.includes(name))
    .map((name) => `I3: ${name} is left on the ${where}${isMoveName(nameOf(name)) ? ' (a temporary name)' : ''}`),
  ...wanted.filter((name) => !found.includes(name)).map((name) => `I3: ${name} is missing on the ${where}`)
]

/** Every name below both roots, and no other one. */
const treeFaults = (stage: Stage, owned: ReadonlySet<string>): readonly string[] => {
  const onPool = stage.files.filter((file) => owned.has(file))
  const home = stage.truths.flatMap((truth) => namesAtHome(stage, truth, owned.has(truth.file)))
  const [atHome, atPool] = [
    withFolders(home, stage.files.flatMap(foldersOf)),
    withFolders(onPool, onPool.flatMap(foldersOf))
  ]
  return [...differences('array', below(stage.array), atHome), ...differences('pool', below(stage.pool), atPool)]
}

/** I5 and I6 of a file that is at home. */
export const homeFaults = (stage: Stage, truth: Truth): readonly string[] => {
  const path = join(stage.array, truth.file)
  const bytes = plainBytes(path)
  if (bytes === undefined) return []
  if (!bytes.equals(newestOf(truth))) return [`I6: ${truth.file} came home with older or other bytes`]
  if (!bytes.equals(truth.original)) return []
  const facts = factsAt(path)
  const same = (['mtimeNs', 'mode', 'uid', 'gid', 'size'] as const).every((key) => facts[key] === truth.before[key])
  const found = same ? [] : [`I5: owner, mode, time or size of ${truth.file} differ`]
  const keepsInode = stage.of.mode.original !== 'remove'
  if (keepsInode && facts.inode !== truth.before.inode) found.push(`I5: the inode of ${truth.file} differs`)
  return found
}

const cachedFaults = (stage: Stage, truth: Truth): readonly string[] => {
  const { presentation, original } = stage.of.mode
  const { file } = truth
  const found: string[] = []
  if (plainBytes(join(stage.pool, file))?.equals(newestOf(truth)) !== true) {
    found.push(`I3: owned, but the pool has not the newest bytes of ${file}`)
  }
  const keeper = original === 'keep' ? file : parked(file)
  const kept = lstatSync(join(stage.array, keeper), { throwIfNoEntry: false, bigint: true })
  const written = original === 'keep' && plainBytes(join(stage.array, file))?.equals(newestOf(truth)) === true
  if (original !== 'remove' && !written && kept !== undefined && kept.ino !== truth.before.inode) {
    found.push(`I5: ${keeper} is not the original inode`)
  }
  if (presentation !== 'symlink') return found
  const name = join(stage.array, file)
  const isLink = lstatSync(name, { throwIfNoEntry: false })?.isSymbolicLink() === true
  if (!isLink || readlinkSync(name) !== join(stage.pool, file)) found.push(`I3: ${file} is no link to the copy`)
  return found
}

/** What may be otherwise where the process did not die: the world said no in the middle, and it was told. */
export interface Leniency {
  /** An error between the names of two files of a unit leaves each of them whole; a later try brings the rest. */
  readonly partial: boolean
  /** An error of a register costs an entry too many until the next run makes it good, never one too few. */
  readonly registers: boolean
}

/** After a death nothing is forgiven. */
const strict: Leniency = { partial: false, registers: false }

/** Which files the ledger says are ours, and what is wrong with the units that it has. */
const ledgerOf = async (
  stage: Stage,
  life: Life,
  { partial }: Leniency
): Promise<{ owned: ReadonlySet<string>; faults: readonly string[] }> => {
  const units = await life.ledger.owned()
  const prefix = stage.layout.shareRoot.length + 1
  const owned = new Set(units.flatMap((unit) => unit.files.map((file) => file.sharePath.slice(prefix))))
  const faults = units.flatMap((unit) => {
    if (unit.state === 'orphan') return ['I3: an orphan without anybody else']
    return !partial && stage.of.direction === 'in' && unit.state === 'partial'
      ? ['I3: a part of a unit was cached']
      : []
  })
  return { owned, faults }
}

/** What a copy that was written home is like now, the registers learn before the next run. */
const agreementOf = ({ of }: Stage, { registers }: Leniency): Agreement => {
  return { inodes: of.direction !== 'mended', more: registers }
}

const settledFaults = async (stage: Stage, life: Life, leniency: Leniency): Promise<readonly string[]> => {
  const { owned, faults } = await ledgerOf(stage, life, leniency)
  const open = (await life.journal.unfinished()).length
  return [
    ...faults,
    ...(open > 0 ? [`I3: ${open} moves are open in the journal`] : []),
    ...treeFaults(stage, owned),
    ...(await registerFaults(stage, life, agreementOf(stage, leniency))),
    ...stage.truths.flatMap((truth) => (owned.has(truth.file) ? cachedFaults(stage, truth) : homeFaults(stage, truth))),
    ...instantFaults(stage)
  ]
}

/**
 * I1 to I6 after a recovery, and that a second recovery does nothing.
 *
 * @param alsoHome whether everything then comes home, where nothing may have been lost on the way
 */
export const recoveredFaults = async (
  stage: Stage,
  life: Life,
  { alsoHome, leniency = strict }: { readonly alsoHome: boolean; readonly leniency?: Leniency }
): Promise<readonly string[]> => {
  const found = [...(await settledFaults(stage, life, leniency))]
  const again: string[] = []
  await life.moverWith({ step: recordingStep(again) }).settle()
  if (again.length > 0) found.push(`I3: a second recovery did ${again.join(', ')}`)
  found.push(...(await rebuiltFaults(stage, life)))
  if (!alsoHome) return found
  await evictAll(stage, life)
  const left = (await life.ledger.owned()).length
  if (left > 0) found.push(`I3: ${left} units did not come home`)
  return [...found, ...(await settledFaults(stage, life, leniency)), ...(await rebuiltFaults(stage, life))]
}
