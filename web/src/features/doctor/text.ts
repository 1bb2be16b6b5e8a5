/** Every word of the comparison between what is known and what is there. */
import { inLanguage } from '../../ui/words/language.ts'
import { counted } from '../../ui/words/numbers.ts'

const english = {
  title: 'Known and found',
  files: (files: number) => counted(files, 'file compared', 'files compared'),
  compared: 'Compared',
  onlyPool: 'Only the pool was looked at; the array stayed asleep.',
  alsoArray: 'The array was looked at, too.',
  alsoRead: 'The array was looked at, too, and every copy was read in full.',
  fine: 'Everything is where it should be.',
  severity: { error: 'Error', warning: 'Warning', info: 'Note' },
  repair: 'With a repair:',
  noRepair: 'A person or the next run has to see to it.',
  repaired: 'Repaired',
  again: 'Compare again',
  audit: 'Look at the array, too',
  mend: 'Repair what is safe',
  busy: 'Comparing. With the array this takes minutes.',
  refused: 'That did not work.',
  ask: {
    audit: {
      title: 'Wake the array?',
      goes: 'Every disk that holds an original is woken, and its files are looked at.',
      promises: ['Nothing is changed.', 'The disks go back to sleep when they always do.'],
      yes: 'Look at the array'
    },
    mend: {
      title: 'Repair what is safe?',
      goes: 'The array is woken and compared again, then what can be put right without a doubt is put right.',
      promises: [
        'No film is deleted that exists only once.',
        'What is not certain is left as it is, and named.',
        'Every repair is told in one sentence afterwards.'
      ],
      yes: 'Repair'
    },
    no: 'Leave everything as it is'
  },
  orphans: {
    title: 'Changed by somebody else',
    count: (orphans: number) => counted(orphans, 'title', 'titles'),
    about:
      'Files that we had put on the pool and that somebody deleted or replaced. Nothing happens to them until you say what.',
    since: 'Noticed',
    none: 'Nobody has changed anything behind our back.',
    remedies: {
      restore: 'Bring the file back',
      'keep-copy': 'Keep the copy as the file',
      'finish-delete': 'Delete what is left',
      'remove-leftovers': 'Remove our leftovers',
      forget: 'Forget about it'
    },
    sure: 'Is that what you want?',
    safe: 'It is looked at once more before anything is done; what no longer fits is refused.',
    no: 'Leave it as it is'
  }
}

const german: typeof english = {
  title: 'Bekannt und gefunden',
  files: (files) => counted(files, 'Datei verglichen', 'Dateien verglichen'),
  compared: 'Verglichen',
  onlyPool: 'Nur der Pool wurde angesehen; das Array hat weitergeschlafen.',
  alsoArray: 'Auch das Array wurde angesehen.',
  alsoRead: 'Auch das Array wurde angesehen und jede Kopie ganz gelesen.',
  fine: 'Alles ist, wo es sein soll.',
  severity: { error: 'Fehler', warning: 'Warnung', info: 'Hinweis' },
  repair: 'Mit einer Reparatur:',
  noRepair: 'Darum muss sich ein Mensch kümmern, oder der nächste Lauf.',
  repaired: 'Repariert',
  again: 'Noch einmal vergleichen',
  audit: 'Auch das Array ansehen',
  mend: 'Reparieren, was sicher ist',
  busy: 'Wird verglichen. Mit dem Array dauert das Minuten.',
  refused: 'Das hat nicht geklappt.',
  ask: {
    audit: {
      title: 'Das Array wecken?',
      goes: 'Jede Platte, auf der ein Original liegt, wird geweckt, und ihre Dateien werden angesehen.',
      promises: ['Nichts wird geändert.', 'Die Platten schlafen wieder ein, wann sie es immer tun.'],
      yes: 'Das Array ansehen'
    },
    mend: {
      title: 'Reparieren, was sicher ist?',
      goes: 'Das Array wird geweckt und noch einmal verglichen; dann wird in Ordnung gebracht, was ohne Zweifel geht.',
      promises: [
        'Kein Film wird gelöscht, den es nur einmal gibt.',
        'Was nicht sicher ist, bleibt, wie es ist, und wird genannt.',
        'Von jeder Reparatur wird danach in einem Satz berichtet.'
      ],
      yes: 'Reparieren'
    },
    no: 'Alles lassen, wie es ist'
  },
  orphans: {
    title: 'Von jemand anderem geändert',
    count: (orphans) => counted(orphans, 'Titel', 'Titel'),
    about:
      'Dateien, die wir auf den Pool gelegt hatten und die jemand gelöscht oder ersetzt hat. Mit ihnen geschieht nichts, bis jemand sagt, was.',
    since: 'Bemerkt',
    none: 'Niemand hat hinter unserem Rücken etwas geändert.',
    remedies: {
      restore: 'Die Datei zurückbringen',
      'keep-copy': 'Die Kopie als Datei behalten',
      'finish-delete': 'Löschen, was übrig ist',
      'remove-leftovers': 'Unsere Reste entfernen',
      forget: 'Vergessen'
    },
    sure: 'Soll das geschehen?',
    safe: 'Vorher wird noch einmal nachgesehen; was nicht mehr passt, wird abgelehnt.',
    no: 'Lassen, wie es ist'
  }
}

export const doctorText = inLanguage({ en: english, de: german })
