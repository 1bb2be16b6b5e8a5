/** Every word of the set-up. */
import { inLanguage } from '../../ui/words/language.ts'

const english = {
  title: 'Set-up',
  about:
    'Six steps, each of which shows that it works. Nothing is moved before the last one, and you can leave and come back.',
  finishedAbout: 'It is finished and switched on. Every step can be looked at again.',
  steps: {
    administrator: 'Administrator',
    plex: 'Plex',
    files: 'Where the files are',
    people: 'Who counts',
    limits: 'How much, and when',
    'dry-run': 'Dry run'
  },
  stepsLabel: 'Steps of the set-up',
  stepOf: (at: number, all: number) => `Step ${at} of ${all}`,
  state: { done: 'done', open: 'still to do', wrong: 'something is wrong' },
  back: 'Back',
  next: 'Go on',
  nextTo: (step: string) => `Go on: ${step}`,
  later: 'Later',
  notYours: 'Only an administrator may do that.',
  administrator: {
    password: (name: string) => `${name} is the administrator, and has a password.`,
    others: 'Nobody else gets in. Sessions and keys are on the page “Access”.',
    proxy: 'The proxy in front of this page says who gets in (AUTH_MODE=proxy).',
    none: 'AUTH_MODE is none: everybody who reaches this page may do everything.'
  },
  plex: {
    about: 'Sign in, and your servers are found by themselves; or give address and token of the owner.',
    typed: 'Address and token instead',
    proof: 'What Plex answers',
    again: 'Ask again',
    asking: 'Plex is asked …',
    none: 'As soon as an address and a token are known, Plex is asked here.'
  },
  files: {
    about:
      'Plex, this program and the disks know the same file by different paths. Say here what the library is called, and which drive is the fast one, the cache drive.',
    folders: 'Library and cache drive',
    storage: 'What the storage is',
    looked: 'The folders are looked at; no file of the library is read and no disk is woken for it.',
    situation: {
      union:
        'The cache drive is part of the library’s union (as on Unraid or with mergerfs): a file that comes to it keeps its path, and Plex notices nothing.',
      elsewhere:
        'The cache drive is a place of its own: a link at the old path leads Plex to the file while it is there.'
    },
    role: { share: 'Library', pool: 'Cache drive', array: 'Disk', source: 'Library' },
    unknown: 'Nobody has looked yet.',
    waits: 'What is there is looked at as soon as the program has begun anew with these folders.',
    needsPlex: 'First Plex has to be known: its paths are compared with yours.'
  },
  restart: {
    about: 'Some of it counts only when the program begins anew. That takes a moment, and nothing is moved.',
    act: 'Begin anew now',
    busy: 'It begins anew …',
    failed: 'It did not come back within a minute. Look at its log, or start it by hand.'
  },
  people: {
    about: 'Whoever may watch on your server counts, unless you say otherwise. This can be changed at any time.'
  },
  limits: {
    room: 'How much',
    keep: 'What comes, and what goes',
    itself: 'By itself',
    pool: (total: string, free: string) => `The cache drive holds ${total}, of which ${free} are free.`,
    most: (most: string) => `At most ${most} of it are used for films and episodes.`,
    anything: 'All of it may be used for films and episodes, apart from what stays free.',
    least: (least: string) => `At least ${least} always stay free for others.`,
    copies: 'Originals stay on the array; the cache drive holds copies. If it fails, nothing is lost.',
    moves: 'Files move to the cache drive and come home later. While they are there, no other disk has them.',
    ahead: (many: string) => `Whoever is in the middle of a series has the next ${many} waiting.`,
    noneAhead: 'Of a series only the episode that is next comes.',
    goesHome: (hours: string) => `What was watched goes home ${hours} later, when nobody else wants it.`,
    stays: 'What was watched stays until its room is needed.',
    every: (minutes: string) => `Every ${minutes} it looks what is wanted, and moves that.`,
    watches: 'As soon as somebody presses play, what comes next is brought.',
    nothing: 'Nothing happens by itself: files are moved only when you press “Run now”.'
  },
  dryRun: {
    about: 'It is planned what would be done, with the very rules of a real run. Nothing is moved.',
    make: 'Make a dry run',
    again: 'Make another one',
    busy: 'It is planned what would be done …',
    made: 'Made',
    plan: 'What would be done',
    needsPlex: 'First Plex has to be known.',
    switch: 'Switch it on',
    means: 'Then exactly this is done. Afterwards:',
    first: 'Make a dry run first and look at it.',
    testMode: 'Test mode is on (TEST_MODE). Switching on ends it, also where the environment says otherwise.',
    stay: 'Stay in test mode',
    stayMeans: 'Test mode: it goes on telling what would be done, and moves nothing until you end it in the settings.',
    switching: 'It is switched on …',
    finished: 'It is switched on.',
    dashboard: 'Go to the dashboard'
  }
}

const german: typeof english = {
  title: 'Einrichtung',
  about:
    'Sechs Schritte, und jeder zeigt, dass er stimmt. Vor dem letzten wird nichts bewegt; Weggehen und Wiederkommen ist möglich.',
  finishedAbout: 'Sie ist fertig und eingeschaltet. Jeder Schritt lässt sich noch einmal ansehen.',
  steps: {
    administrator: 'Administrator',
    plex: 'Plex',
    files: 'Wo die Dateien liegen',
    people: 'Wer zählt',
    limits: 'Wie viel, und wann',
    'dry-run': 'Probelauf'
  },
  stepsLabel: 'Schritte der Einrichtung',
  stepOf: (at, all) => `Schritt ${at} von ${all}`,
  state: { done: 'fertig', open: 'noch offen', wrong: 'etwas stimmt nicht' },
  back: 'Zurück',
  next: 'Weiter',
  nextTo: (step) => `Weiter: ${step}`,
  later: 'Später',
  notYours: 'Das darf nur ein Administrator.',
  administrator: {
    password: (name) => `${name} ist der Administrator und hat ein Passwort.`,
    others: 'Sonst kommt niemand herein. Sitzungen und Schlüssel stehen auf der Seite „Zugang“.',
    proxy: 'Der Proxy vor dieser Seite sagt, wer hereinkommt (AUTH_MODE=proxy).',
    none: 'AUTH_MODE ist none: Wer diese Seite erreicht, darf alles.'
  },
  plex: {
    about: 'Nach dem Anmelden finden sich die Server von selbst; oder Adresse und Token des Besitzers angeben.',
    typed: 'Stattdessen Adresse und Token',
    proof: 'Was Plex antwortet',
    again: 'Noch einmal fragen',
    asking: 'Plex wird gefragt …',
    none: 'Sobald Adresse und Token bekannt sind, wird Plex hier gefragt.'
  },
  files: {
    about:
      'Plex, dieses Programm und die Platten kennen dieselbe Datei unter verschiedenen Pfaden. Hier steht, wie die Bibliothek heißt und welches das schnelle ist, das Cache-Laufwerk.',
    folders: 'Bibliothek und Cache-Laufwerk',
    storage: 'Was der Speicher ist',
    looked: 'Die Ordner werden angesehen; dafür wird keine Datei der Bibliothek gelesen und keine Platte geweckt.',
    situation: {
      union:
        'Das Cache-Laufwerk ist Teil des Verbunds der Bibliothek (wie bei Unraid oder mergerfs): Eine Datei, die dorthin kommt, behält ihren Pfad, und Plex merkt nichts.',
      elsewhere:
        'Das Cache-Laufwerk ist ein eigener Ort: Solange eine Datei dort ist, führt ein Link am alten Pfad Plex zu ihr.'
    },
    role: { share: 'Bibliothek', pool: 'Cache-Laufwerk', array: 'Platte', source: 'Bibliothek' },
    unknown: 'Noch hat niemand nachgesehen.',
    waits: 'Was da ist, wird angesehen, sobald das Programm mit diesen Ordnern neu begonnen hat.',
    needsPlex: 'Zuerst muss Plex bekannt sein: Seine Pfade werden mit den hiesigen verglichen.'
  },
  restart: {
    about: 'Manches davon zählt erst, wenn das Programm neu beginnt. Das dauert einen Moment, und nichts wird bewegt.',
    act: 'Jetzt neu beginnen',
    busy: 'Es beginnt neu …',
    failed: 'Es ist nicht innerhalb einer Minute zurückgekommen. Das Protokoll ansehen, oder es von Hand starten.'
  },
  people: {
    about:
      'Wer auf dem Server schauen darf, zählt, solange nichts anderes gesagt wird. Das lässt sich jederzeit ändern.'
  },
  limits: {
    room: 'Wie viel',
    keep: 'Was kommt, und was geht',
    itself: 'Von selbst',
    pool: (total, free) => `Das Cache-Laufwerk fasst ${total}, davon sind ${free} frei.`,
    most: (most) => `Höchstens ${most} davon werden für Filme und Folgen benutzt.`,
    anything: 'Alles davon darf für Filme und Folgen benutzt werden, außer dem, was frei bleibt.',
    least: (least) => `Mindestens ${least} bleiben immer frei für andere.`,
    copies: 'Originale bleiben auf dem Array; das Cache-Laufwerk hat Kopien. Fällt es aus, ist nichts verloren.',
    moves:
      'Dateien ziehen auf das Cache-Laufwerk und kommen später heim. Solange sie dort sind, hat sie keine andere Platte.',
    ahead: (many) => `Wer mitten in einer Serie ist, findet die nächsten ${many} vor.`,
    noneAhead: 'Von einer Serie kommt nur die Folge, die dran ist.',
    goesHome: (hours) => `Gesehenes geht ${hours} später heim, wenn es sonst niemand möchte.`,
    stays: 'Gesehenes bleibt, bis sein Platz gebraucht wird.',
    every: (minutes) => `Alle ${minutes} wird nachgesehen, was gewünscht ist, und das bewegt.`,
    watches: 'Sobald jemand auf Abspielen drückt, kommt, was danach dran ist.',
    nothing: 'Von selbst geschieht nichts: Dateien werden nur nach „Jetzt ausführen“ bewegt.'
  },
  dryRun: {
    about: 'Es wird geplant, was getan würde, mit genau den Regeln eines echten Laufs. Nichts wird bewegt.',
    make: 'Probelauf machen',
    again: 'Noch einen machen',
    busy: 'Es wird geplant, was getan würde …',
    made: 'Gemacht',
    plan: 'Was getan würde',
    needsPlex: 'Zuerst muss Plex bekannt sein.',
    switch: 'Einschalten',
    means: 'Dann wird genau das getan. Danach:',
    first: 'Zuerst einen Probelauf machen und ansehen.',
    testMode: 'Der Testmodus ist an (TEST_MODE). Einschalten beendet ihn, auch wenn die Umgebung anderes sagt.',
    stay: 'Im Testmodus bleiben',
    stayMeans:
      'Testmodus: Es wird weiter gesagt, was getan würde, und nichts bewegt, bis er in den Einstellungen endet.',
    switching: 'Es wird eingeschaltet …',
    finished: 'Es ist eingeschaltet.',
    dashboard: 'Zur Übersicht'
  }
}

export const welcomeText = inLanguage({ en: english, de: german })
