/** Every word of the calendar. */
import { inLanguage } from '../../ui/words/language.ts'

const english = {
  title: 'Calendar',
  nextRun: 'Next run',
  noRun: 'No run is scheduled.',
  none: 'Nothing comes or leaves by itself in the days ahead.',
  noneMore: 'What somebody is about to watch stays as long as it is wanted.',
  noPlan: 'No plan has been made yet, so nothing is known of the days ahead.',
  ways: { comes: 'Tried again', leaves: 'Leaves' },
  from: (time: string) => `from ${time}`
}

const german: typeof english = {
  title: 'Kalender',
  nextRun: 'Nächster Lauf',
  noRun: 'Kein Lauf ist geplant.',
  none: 'In den nächsten Tagen kommt und geht nichts von selbst.',
  noneMore: 'Was bald angesehen wird, bleibt, solange es gewünscht ist.',
  noPlan: 'Noch wurde kein Plan gemacht, darum ist von den nächsten Tagen nichts bekannt.',
  ways: { comes: 'Neuer Versuch', leaves: 'Geht heim' },
  from: (time) => `ab ${time}`
}

export const calendarText = inLanguage({ en: english, de: german })
