/** Whether a copy may be taken away as far as its readers and writers are concerned. */
import type { FileEntry, Identity } from '#core/move/machine.ts'
import type { MoveDeps } from '#engine/move/deps.ts'
import { spotsOf } from '#engine/move/spots.ts'
import { StoodBack } from '#engine/move/stood-back.ts'

/** Throws StoodBack when some program has the copy open: what a writer still writes would be lost, and a reader keeps the room taken. */
export const insistOnUnused = async (entry: FileEntry, copy: Identity | undefined, deps: MoveDeps): Promise<void> => {
  if (copy?.kind !== 'file') return
  const use = await deps.fileSystem.inUse(spotsOf(entry).copy, { kind: 'inode', inode: copy.inode })
  if (use === 'in-use') throw new StoodBack({ code: 'in-use', path: entry.poolPath })
}
