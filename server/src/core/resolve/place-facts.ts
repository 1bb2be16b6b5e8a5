/** What holds for a unit because of the library that it lies in: REAL_SOURCE, or an additional one. */
import type { SharePath } from '#core/model/place.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { PlaceFacts, Snapshot } from '#core/model/world.ts'
import { isBelow } from './path-map.ts'
import { sourceOfPool } from './source-folders.ts'

/** For a file of the library. Additional libraries lie apart from REAL_SOURCE and from each other. */
export const factsAt = (snapshot: Snapshot, path: SharePath): PlaceFacts =>
  (snapshot.sources ?? []).find(({ root }) => isBelow(path, root)) ?? snapshot

/** For a unit on the pool; one whose library is no longer set stays until that is back, or a person brings it home. */
export const factsOfOwned = (snapshot: Snapshot, owned: OwnedUnit): PlaceFacts => {
  const facts = factsAt(snapshot, owned.id)
  const told = facts === snapshot ? sourceOfPool(owned.files[0]?.poolPath ?? '') : undefined
  if (told === undefined) return facts
  const reason = { code: 'source-not-set', source: told.source } as const
  return { promoteBlock: reason, evictBlock: reason, mode: owned.mode }
}

/** The snapshot in which nothing at all is promoted, wherever it lies. */
export const withoutPromotions = <T extends Snapshot>(
  snapshot: T,
  block: NonNullable<Snapshot['promoteBlock']>
): T => ({
  ...snapshot,
  promoteBlock: block,
  ...(snapshot.sources === undefined
    ? {}
    : { sources: snapshot.sources.map((source) => ({ ...source, promoteBlock: block })) })
})
