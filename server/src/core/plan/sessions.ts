/** Who plays what: the one look-up of live sessions by unit. */
import type { Unit } from '#core/model/unit.ts'
import type { Session } from '#core/model/want.ts'
import type { World } from '#core/model/world.ts'

/** The session that plays any item of the unit, whichever of its versions it uses. */
export const sessionOf = (ratingKeys: Unit['ratingKeys'], world: World): Session | undefined => {
  if (!world.sessions.known) return undefined
  return world.sessions.sessions.find((session) => ratingKeys.includes(session.ratingKey))
}
