/** Does one act of the table: what must be durable first, then the one call, naming what it expects to find. */

import type { FileEntry, Identity } from '#core/move/machine.ts'
import { backupNames, nameOf } from '#core/move/names.ts'
import type { Seen } from '#core/move/sight.ts'
import type { Act } from '#core/move/table.ts'
import type { Expected, Spot, Witness } from '#ports/file-system.ts'
import { Failure } from '#src/failure.ts'
import type { MoveDeps } from './deps.ts'
import { parentOf, type Spots, spotsOf } from './spots.ts'

interface Scene {
  readonly entry: FileEntry
  readonly seen: Seen
  readonly spots: Spots
  readonly deps: MoveDeps
}

type Perform = (scene: Scene) => Promise<FileEntry>

const same = (mark: FileEntry['temp']): Expected => {
  if (mark === undefined) throw new Error('an act needs a mark that was never journaled')
  return { kind: 'same', mark }
}
const inode = (mark: { readonly inode: string } | undefined): Expected => {
  if (mark === undefined) throw new Error('an act needs an inode that was never seen')
  return { kind: 'inode', inode: mark.inode }
}
const ourLink = (entry: FileEntry): Expected => ({ kind: 'link', text: entry.linkText })

/** What may be replaced under the original's name: our link, or in keep mode the original itself. */
const replaceable = ({ entry, seen }: Scene): Expected =>
  seen.original?.kind === 'link' ? ourLink(entry) : same(entry.source)

/** Makes the names beside a spot durable. A directory that is gone has nothing to lose. */
export const syncBeside = async (spot: Spot, deps: MoveDeps, name: string): Promise<void> => {
  const directory = parentOf(spot)
  if ((await deps.fileSystem.look(directory)) === undefined) return
  await deps.step(name, () => deps.fileSystem.syncDirectory(directory))
}

/** What a name holds right now and must still hold when another one goes. */
const asSeen = (spot: Spot, found: Identity | undefined): Witness => ({ spot, expected: inode(found) })

/** The copy stands while the original goes. */
const copyStands = ({ entry, spots }: Scene): Witness => ({ spot: spots.copy, expected: same(entry.temp) })

/** The copy is still what was brought home. */
const copyUnchanged = ({ entry, spots }: Scene): Witness => ({ spot: spots.copy, expected: same(entry.copy) })

/** The original's name holds whole bytes again: the parked original, the new one, or the one that never left. */
const originalStands = ({ entry, seen, spots }: Scene): Witness => {
  const mark = entry.temp !== undefined && seen.original?.inode === entry.temp.inode ? entry.temp : entry.source
  return { spot: spots.original, expected: same(mark) }
}

interface Removal {
  readonly spot: Spot
  readonly expected: Expected
  readonly witness?: Witness
}

const unlink =
  (name: string, what: (scene: Scene) => Removal): Perform =>
  async (scene) => {
    const { spot, expected, witness } = what(scene)
    await scene.deps.step(name, () => scene.deps.fileSystem.unlink(spot, expected, witness))
    return scene.entry
  }

const commit = (scene: Scene, stage: FileEntry['stage']): Promise<FileEntry> =>
  scene.deps.step(`commit.${stage}`, () => scene.deps.journal.note(scene.entry, { stage }))

/** A file system that takes shorter names than 255 bytes says so here; the next shorter name is journaled and tried. */
const park: Perform = async ({ entry, spots, deps }) => {
  const { fileSystem, journal, step } = deps
  try {
    const order = { from: spots.original, expected: same(entry.source), to: spots.backup }
    await step('backup.link', () => fileSystem.link(order))
    return entry
  } catch (thrown) {
    const names = backupNames(nameOf(entry.path))
    const backupName = names[names.indexOf(entry.backupName) + 1]
    if (!(thrown instanceof Failure) || thrown.code !== 'disk.name-too-long' || backupName === undefined) throw thrown
    return await step('commit.backup-name', () => journal.note(entry, { stage: 'switching', backupName }))
  }
}

const untouchedRoutes: ReadonlySet<FileEntry['route']> = new Set(['drop', 'clear', 'finish-delete'])

/** Whether a name at home was changed before this point: if not, its disk may sleep on. */
const movesOriginal = ({ entry }: Scene): boolean =>
  !untouchedRoutes.has(entry.route) && !(entry.route === 'set-aside' && entry.mode.original === 'keep')

/** From now on the file that was brought home is the original, with the change time that it got there. */
const commitRenewed = async ({ entry, seen, deps }: Scene): Promise<FileEntry> => {
  const { original } = seen
  if (original === undefined) throw new Error('a renewed original that was never seen')
  const { inode: number, sizeBytes, modifiedNs, changedNs } = original
  const source = { inode: number, sizeBytes, modifiedNs, changedNs }
  return await deps.step('commit.restored', () => deps.journal.note(entry, { stage: 'restored', source }))
}

/** The damaged copy gets a name that no program looks for, then loses its own; never over another file. */
const setAside: Perform = async (scene) => {
  const { entry, spots, deps } = scene
  const { fileSystem, step } = deps
  const taken = await fileSystem.look(spots.aside)
  if (taken === undefined) {
    const order = { from: spots.copy, expected: same(entry.copy), to: spots.aside }
    await step('copy.set-aside', () => fileSystem.link({ ...order, witness: originalStands(scene) }))
    await syncBeside(spots.aside, deps, 'pool.sync')
    return entry
  }
  const witness: Witness = { spot: spots.aside, expected: same(entry.copy) }
  await step('copy.unlink', () => fileSystem.unlink(spots.copy, same(entry.copy), witness))
  return entry
}

/** A share that let a rename fail may take the original's name away later. That was our doing, so it is ours to give the name back: see the rows that ask for a route. */
const noteDoubt = async (thrown: unknown, { entry, deps }: Scene): Promise<never> => {
  if (thrown instanceof Failure && thrown.code === 'move.doubtful') {
    const route = entry.mode.original === 'backup' ? 'restore-parked' : 'recreate'
    await deps.step('commit.doubt', () => deps.journal.note(entry, { stage: 'switching', route }))
  }
  throw thrown
}

const syncForBackup = async ({ entry, spots, deps }: Scene): Promise<void> => {
  if (entry.mode.original === 'backup') await syncBeside(spots.backup, deps, 'backup.sync')
}

const dropTemp = unlink('temp.unlink', ({ entry, spots }) => ({
  spot: spots.temp,
  expected: entry.temp === undefined ? { kind: 'plain-file' } : inode(entry.temp)
}))

const performs: Partial<Readonly<Record<Act, Perform>>> = {
  'drop-temp': dropTemp,
  'drop-link': unlink('link.unlink', ({ entry, spots }) => ({ spot: spots.link, expected: ourLink(entry) })),
  /** The temporary name is not needed from the moment that the final one is there, whatever else happens: nothing has to be looked at between the two. */
  publish: async (scene) => {
    const { entry, spots, deps } = scene
    const witness = { spot: spots.original, expected: same(entry.source) }
    const order = { from: spots.temp, expected: same(entry.temp), to: spots.copy, witness }
    await deps.step('publish.link', () => deps.fileSystem.link(order))
    return await dropTemp(scene)
  },
  'note-published': async (scene) => {
    await syncBeside(scene.spots.copy, scene.deps, 'publish.sync')
    return await commit(scene, 'published')
  },
  'note-switching': (scene) => commit(scene, 'switching'),
  park,
  'remove-original': async (scene) => {
    await syncForBackup(scene)
    return await unlink('original.unlink', ({ entry, spots }) => ({
      spot: spots.original,
      expected: same(entry.source),
      witness: copyStands(scene)
    }))(scene)
  },
  'make-link': async ({ entry, spots, deps }) => {
    await deps.step('link.create', () => deps.fileSystem.makeLink(entry.linkText, spots.link))
    return entry
  },
  'switch-link': async (scene) => {
    await syncForBackup(scene)
    const { entry, spots, deps } = scene
    const expected = { from: ourLink(entry), to: same(entry.source) }
    const order = { from: spots.link, to: spots.original, expected, witness: copyStands(scene) }
    try {
      await deps.step('link.publish', () => deps.fileSystem.replace(order))
    } catch (thrown) {
      await noteDoubt(thrown, scene)
    }
    return entry
  },
  'place-link': async ({ entry, spots, deps }) => {
    await deps.step('link.place', () => deps.fileSystem.makeLink(entry.linkText, spots.original))
    return entry
  },
  unpark: unlink('backup.unlink', ({ seen, spots }) => ({
    spot: spots.backup,
    expected: inode(seen.original),
    witness: asSeen(spots.original, seen.original)
  })),
  withdraw: unlink('copy.withdraw', ({ entry, seen, spots }) => ({
    spot: spots.copy,
    expected: same(entry.temp),
    witness: asSeen(spots.original, seen.original)
  })),
  'put-back': async ({ entry, spots, deps }) => {
    const expected = { from: inode(entry.source), to: ourLink(entry) }
    const order = { from: spots.backup, to: spots.original, expected }
    await deps.step('backup.restore', () => deps.fileSystem.replace(order))
    return entry
  },
  relink: async (scene) => {
    const { entry, spots, deps } = scene
    const plain = { from: spots.backup, expected: inode(entry.source), to: spots.original }
    // A copy that vanished was deleted through the share; only an order to bring the original back goes on without one.
    const order = entry.route === 'restore-parked' ? plain : { ...plain, witness: copyUnchanged(scene) }
    await deps.step('backup.relink', () => deps.fileSystem.link(order))
    return entry
  },
  'drop-parked': async (scene) => {
    await syncBeside(scene.spots.original, scene.deps, 'original.sync')
    return await unlink('backup.unlink', ({ entry, spots }) => ({
      spot: spots.backup,
      expected: inode(entry.source),
      witness: originalStands(scene)
    }))(scene)
  },
  replace: async (scene) => {
    const { entry, spots, deps } = scene
    const expected = { from: same(entry.temp), to: replaceable(scene) }
    const order = { from: spots.temp, to: spots.original, expected, witness: copyUnchanged(scene) }
    await deps.step('temp.publish', () => deps.fileSystem.replace(order))
    return entry
  },
  place: async (scene) => {
    const { entry, spots, deps } = scene
    const order = { from: spots.temp, expected: same(entry.temp), to: spots.original, witness: copyUnchanged(scene) }
    await deps.step('temp.publish', () => deps.fileSystem.link(order))
    return entry
  },
  'note-restored': async (scene) => {
    if (movesOriginal(scene)) await syncBeside(scene.spots.original, scene.deps, 'original.sync')
    return scene.entry.route === 'write-back' ? await commitRenewed(scene) : await commit(scene, 'restored')
  },
  'set-aside': setAside,
  'clear-copy': unlink('copy.clear', ({ entry, spots }) => ({ spot: spots.copy, expected: same(entry.copy) })),
  'clear-parked': unlink('backup.clear', ({ entry, spots }) => ({
    spot: spots.backup,
    expected: inode(entry.source)
  })),
  'clear-original': unlink('original.clear', ({ entry, spots }) => ({
    spot: spots.original,
    expected: same(entry.source)
  })),
  'clear-link': unlink('link.clear', ({ entry, spots }) => ({ spot: spots.original, expected: ourLink(entry) })),
  'drop-copy': unlink('copy.unlink', (scene) => ({
    spot: scene.spots.copy,
    expected: same(scene.entry.copy),
    witness: originalStands(scene)
  }))
}

/** Does one act that does not end the entry, and gives back the entry as it is journaled then. */
export const perform = async (
  act: Act,
  entry: FileEntry,
  world: { seen: Seen; deps: MoveDeps }
): Promise<FileEntry> => {
  const does = performs[act]
  if (does === undefined) throw new Error(`${act} is not an act to perform`)
  return await does({ entry, seen: world.seen, spots: spotsOf(entry), deps: world.deps })
}
