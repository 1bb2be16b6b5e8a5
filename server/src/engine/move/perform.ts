/** Does one act of the table: what must be durable first, then the one call, naming what it expects to find. */

import type { FileEntry } from '#core/move/machine.ts'
import { backupNames, nameOf } from '#core/move/names.ts'
import type { Seen } from '#core/move/sight.ts'
import type { Act } from '#core/move/table.ts'
import type { Expected, Spot } from '#ports/file-system.ts'
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

const unlink =
  (name: string, what: (scene: Scene) => readonly [Spot, Expected]): Perform =>
  async (scene) => {
    const [spot, expected] = what(scene)
    await scene.deps.step(name, () => scene.deps.fileSystem.unlink(spot, expected))
    return scene.entry
  }

const commit = (scene: Scene, stage: FileEntry['stage']): Promise<FileEntry> =>
  scene.deps.step(`commit.${stage}`, () => scene.deps.journal.note(scene.entry, { stage }))

/** A file system that takes shorter names than 255 bytes says so here; the next shorter name is journaled and tried. */
const park: Perform = async ({ entry, spots, deps }) => {
  const { fileSystem, journal, step } = deps
  try {
    await step('backup.link', () => fileSystem.link(spots.original, same(entry.source), spots.backup))
    return entry
  } catch (thrown) {
    const names = backupNames(nameOf(entry.path))
    const backupName = names[names.indexOf(entry.backupName) + 1]
    if (!(thrown instanceof Failure) || thrown.code !== 'disk.name-too-long' || backupName === undefined) throw thrown
    return await step('commit.backup-name', () => journal.note(entry, { stage: 'switching', backupName }))
  }
}

const syncForBackup = async ({ entry, spots, deps }: Scene): Promise<void> => {
  if (entry.mode.original === 'backup') await syncBeside(spots.backup, deps, 'backup.sync')
}

const performs: Partial<Readonly<Record<Act, Perform>>> = {
  'drop-temp': unlink('temp.unlink', ({ entry, spots }) => [
    spots.temp,
    entry.temp === undefined ? { kind: 'plain-file' } : inode(entry.temp)
  ]),
  'drop-link': unlink('link.unlink', ({ entry, spots }) => [spots.link, ourLink(entry)]),
  publish: async ({ entry, spots, deps }) => {
    await deps.step('publish.link', () => deps.fileSystem.link(spots.temp, same(entry.temp), spots.copy))
    return entry
  },
  'note-published': async (scene) => {
    await syncBeside(scene.spots.copy, scene.deps, 'publish.sync')
    return await commit(scene, 'published')
  },
  'note-switching': (scene) => commit(scene, 'switching'),
  park,
  'remove-original': async (scene) => {
    await syncForBackup(scene)
    return await unlink('original.unlink', ({ entry, spots }) => [spots.original, same(entry.source)])(scene)
  },
  'make-link': async ({ entry, spots, deps }) => {
    await deps.step('link.create', () => deps.fileSystem.makeLink(entry.linkText, spots.link))
    return entry
  },
  'switch-link': async (scene) => {
    await syncForBackup(scene)
    const { entry, spots, deps } = scene
    const expected = { from: ourLink(entry), to: same(entry.source) }
    await deps.step('link.publish', () => deps.fileSystem.replace(spots.link, spots.original, expected))
    return entry
  },
  unpark: unlink('backup.unlink', ({ seen, spots }) => [spots.backup, inode(seen.original)]),
  withdraw: unlink('copy.withdraw', ({ entry, spots }) => [spots.copy, same(entry.temp)]),
  'put-back': async ({ entry, spots, deps }) => {
    const expected = { from: inode(entry.source), to: ourLink(entry) }
    await deps.step('backup.restore', () => deps.fileSystem.replace(spots.backup, spots.original, expected))
    return entry
  },
  relink: async ({ entry, spots, deps }) => {
    await deps.step('backup.relink', () => deps.fileSystem.link(spots.backup, inode(entry.source), spots.original))
    return entry
  },
  'drop-parked': async (scene) => {
    await syncBeside(scene.spots.original, scene.deps, 'original.sync')
    return await unlink('backup.unlink', ({ entry, spots }) => [spots.backup, inode(entry.source)])(scene)
  },
  replace: async (scene) => {
    const { entry, spots, deps } = scene
    const expected = { from: same(entry.temp), to: replaceable(scene) }
    await deps.step('temp.publish', () => deps.fileSystem.replace(spots.temp, spots.original, expected))
    return entry
  },
  place: async ({ entry, spots, deps }) => {
    await deps.step('temp.publish', () => deps.fileSystem.link(spots.temp, same(entry.temp), spots.original))
    return entry
  },
  'note-restored': async (scene) => {
    if (scene.entry.route !== 'drop') await syncBeside(scene.spots.original, scene.deps, 'original.sync')
    return await commit(scene, 'restored')
  },
  'drop-copy': unlink('copy.unlink', ({ entry, spots }) => [spots.copy, same(entry.copy)])
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
