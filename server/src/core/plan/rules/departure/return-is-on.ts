/** Honours WATCHED_MOVE: when it is off, nothing goes home by itself. */
import { type DepartureRule, pass, refuse } from '#core/plan/rule.ts'

export const returnIsOn: DepartureRule = {
  name: 'return-is-on',
  judge: (_tenant, _world, settings) =>
    settings.returnWatched ? pass : refuse({ code: 'return-switched-off' }, 'settings-change')
}
