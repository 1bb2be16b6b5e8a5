/** Does not switch a file under somebody who is playing it; keep mode on a union changes nothing under the reader and may go ahead. */
import { type AdmissionRule, pass, refuse } from '#core/plan/rule.ts'
import { sessionOf } from '#core/plan/sessions.ts'
import { factsAt } from '#core/resolve/place-facts.ts'

export const notPlaying: AdmissionRule = {
  name: 'not-playing',
  judge: (unit, world) => {
    if (factsAt(world, unit.id).mode.original === 'keep') return pass
    if (!world.sessions.known) return refuse({ code: 'sessions-unknown', detail: world.sessions.detail })
    const session = sessionOf(unit.ratingKeys, world)
    return session === undefined ? pass : refuse({ code: 'playing-now', person: session.person })
  }
}
