/** What a world tells that is worth noting of units on the pool: that they are wanted still, and which versions Plex lists beside them. */
import type { OwnedUnit, Unit } from '#core/model/unit.ts'
import type { WantKind } from '#core/model/want.ts'
import type { World } from '#core/model/world.ts'

type OwnedAndListed = Pick<World, 'owned' | 'units'>

/**
 * What is wanted on and on is noted so often, milliseconds. A note makes another row, of which nothing is known, and graces last hours: they end by so much
 * earlier at most.
 */
export const noteEveryMs = 15 * 60_000

/** The kinds of the wishes, each once, in the order in which they are noted. */
const kindsOf = ({ wants }: Pick<Unit, 'wants'>): readonly WantKind[] =>
  [...new Set(wants.map(({ kind }) => kind))].sort()

const isNoted = ({ lastWantedAt, lastWantedBy, watchedWhenWanted }: OwnedUnit, unit: Unit, now: number): boolean =>
  lastWantedAt <= now &&
  now - lastWantedAt < noteEveryMs &&
  watchedWhenWanted === unit.watchedAt &&
  lastWantedBy?.join() === kindsOf(unit).join()

/** What is kept because it was watched to the end is not wanted any more: WATCHED_CACHE_EXPIRY counts from that viewing. */
const isWantedStill = ({ wants }: Unit): boolean => wants.some(({ kind }) => kind !== 'finished')

/**
 * Units on the pool that somebody wants and of which that was not noted a moment ago, in the ledger's order. What is not there has no row to note it in, however
 * much of it is wanted.
 */
export const unitsWantedStill = ({ owned, units, now }: OwnedAndListed & Pick<World, 'now'>): readonly Unit[] =>
  owned.flatMap((row) => {
    const unit = units.get(row.id)
    return unit === undefined || !isWantedStill(unit) || isNoted(row, unit, now) ? [] : [unit]
  })

/** Units on the pool beside which Plex lists other versions than were noted. */
export const unitsListedAnew = ({ owned, units }: OwnedAndListed): readonly Unit[] =>
  owned.flatMap(({ id, knownFiles }) => {
    const unit = units.get(id)
    return unit === undefined || unit.versionsBeside?.join('\0') === knownFiles?.join('\0') ? [] : [unit]
  })
