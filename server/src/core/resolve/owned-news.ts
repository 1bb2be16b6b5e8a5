/** What a world tells that is worth noting of units on the pool: that they are wanted still, and which versions Plex lists beside them. */
import type { Unit } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'

type OwnedAndListed = Pick<World, 'owned' | 'units'>

/** What is kept because it was watched to the end is not wanted any more: WATCHED_CACHE_EXPIRY counts from that viewing. */
const isWantedStill = ({ wants }: Unit): boolean => wants.some(({ kind }) => kind !== 'finished')

/** Units on the pool that somebody wants, in the ledger's order. What is not there has no row to note it in, however much of it is wanted. */
export const unitsWantedStill = ({ owned, units }: OwnedAndListed): readonly Unit[] =>
  owned.flatMap(({ id }) => units.get(id) ?? []).filter(isWantedStill)

/** Units on the pool beside which Plex lists other versions than were noted. */
export const unitsListedAnew = ({ owned, units }: OwnedAndListed): readonly Unit[] =>
  owned.flatMap(({ id, knownFiles }) => {
    const unit = units.get(id)
    return unit === undefined || unit.versionsBeside?.join('\0') === knownFiles?.join('\0') ? [] : [unit]
  })
