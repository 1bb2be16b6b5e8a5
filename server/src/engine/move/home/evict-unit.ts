/** Brings a unit home, file by file; each is home or on the pool, never between. */
import { createPathMap } from '#core/resolve/path-map.ts'
import type { MoveDeps } from '#engine/move/deps.ts'
import { StoodBack } from '#engine/move/stood-back.ts'
import type { EvictOrder, MoveControl, MoveOutcome } from '#ports/mover.ts'
import { evictFile, insistOnOneName } from './evict-file.ts'
import { travelHome } from './unit-trip.ts'

/**
 * All parts of a film go or none: one that somebody has open, or that has another name, keeps the others on the pool as well. Looks at the pool alone, before anything
 * is begun; what happens afterwards can still part them, and the next run brings the rest.
 */
const insistOnAllParts = async (order: EvictOrder, deps: MoveDeps): Promise<void> => {
  const { layout, unit, files } = order
  const paths = createPathMap(layout, [])
  const parts = unit.files.filter(
    ({ role, sharePath }) => role === 'video' && (files === undefined || files.includes(sharePath))
  )
  if (parts.length < 2) return
  for (const { sharePath, poolPath } of parts) {
    const spot = { root: layout.poolRoot, path: paths.relativeOf(sharePath) }
    const found = await deps.fileSystem.look(spot)
    if (found?.kind !== 'file') continue
    insistOnOneName(poolPath, found.links, order)
    const use = await deps.fileSystem.inUse(spot, { kind: 'inode', inode: found.inode })
    if (use === 'in-use') throw new StoodBack({ code: 'in-use', path: poolPath })
  }
}

/** Evicts. Files that are home stay home, the others stay on the pool. */
export const evictUnit = (order: EvictOrder, control: MoveControl, deps: MoveDeps): Promise<MoveOutcome> => {
  const { unit, because, files } = order
  const open = async () => {
    await insistOnAllParts(order, deps)
    return files === undefined ? deps.journal.openEviction(unit, because) : deps.journal.openSome(unit, because, files)
  }
  return travelHome({ order, control, open, each: evictFile }, deps)
}
