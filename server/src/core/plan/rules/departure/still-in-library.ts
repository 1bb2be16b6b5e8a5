/** A file that Plex no longer lists is not ours to judge, unless Plex lists another one for the same title: then it was upgraded or renamed. */
import { type DepartureRule, pass, refuse } from '#core/plan/rule.ts'

export const stillInLibrary: DepartureRule = {
  name: 'still-in-library',
  judge: ({ owned, unit }, world) => {
    if (unit === undefined && world.replaced.has(owned.id)) return pass
    return unit === undefined || unit.trashed ? refuse({ code: 'not-in-library', path: owned.id }) : pass
  }
}
