/** Never takes a file from under somebody who is playing it; when nobody can say, it counts as being played. */
import { type DepartureRule, keysOf, pass, refuse } from '#core/plan/rule.ts'
import { sessionOf } from '#core/plan/sessions.ts'

export const notPlaying: DepartureRule = {
  name: 'not-playing',
  judge: (tenant, world) => {
    if (!world.sessions.known) return refuse({ code: 'sessions-unknown', detail: world.sessions.detail })
    const session = sessionOf(keysOf(tenant), world)
    return session === undefined ? pass : refuse({ code: 'playing', person: session.person })
  }
}
