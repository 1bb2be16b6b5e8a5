/** A file that Plex no longer lists is not ours to judge: it may have been renamed, upgraded or deleted. */
import { type DepartureRule, pass, refuse } from '#core/plan/rule.ts'

export const stillInLibrary: DepartureRule = {
  name: 'still-in-library',
  judge: ({ owned, unit }) =>
    unit === undefined || unit.trashed ? refuse({ code: 'not-in-library', path: owned.id }) : pass
}
