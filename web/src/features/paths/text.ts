/** Every word of the library's folders. */
import { inLanguage } from '../../ui/words/language.ts'

const english = {
  title: 'Library folders',
  find: 'Look for the files',
  finding: 'Looking…',
  look: 'Look at one file of each',
  looking: 'Looking…',
  lookHint:
    'Looking at one file of each library compares its size here with that in Plex; a disk that sleeps wakes for its file.',
  hint: 'Looking for the files wakes the disks that are looked at, and changes nothing.',
  here: 'here',
  nowhere: 'no place here',
  accept: 'Take over',
  acceptOf: (location: string, folder: string) => `Take over ${folder} for ${location}`,
  failed: 'That did not work.',
  looked: 'Looked for',
  notes: 'Not everything could be looked at'
}

const german: typeof english = {
  title: 'Ordner der Bibliothek',
  find: 'Dateien suchen',
  finding: 'Sucht …',
  look: 'Je eine Datei ansehen',
  looking: 'Sieht nach …',
  lookHint:
    'Von jeder Bibliothek wird eine Datei angesehen und ihre Größe mit der in Plex verglichen; eine Platte, die schläft, wacht für ihre Datei auf.',
  hint: 'Das Suchen weckt die Platten, auf denen gesucht wird, und ändert nichts.',
  here: 'hier',
  nowhere: 'hier kein Ort',
  accept: 'Übernehmen',
  acceptOf: (location, folder) => `${folder} für ${location} übernehmen`,
  failed: 'Das hat nicht geklappt.',
  looked: 'Gesucht',
  notes: 'Nicht überall konnte gesucht werden'
}

export const pathsText = inLanguage({ en: english, de: german })
