/** Every word of the status: header, hero, meter, actions. */
import { inLanguage } from '../../ui/words/language.ts'
import { count, counted } from '../../ui/words/numbers.ts'

const titles = (units: number): string => counted(units, 'title', 'titles')

const english = {
  name: 'PlexCacheUltra',
  testMode: 'Test mode: everything is planned and recorded, no file is changed.',
  lost: 'The connection to the server was lost',
  lostAgain:
    'What you see may be out of date. Reconnecting by itself; a running server goes on with its work without this page.',
  reconnect: 'Reconnect now',
  hero: 'Status',
  pill: {
    connecting: 'Connecting',
    unknown: 'State not known',
    offline: 'Not connected',
    testMode: 'Test mode',
    idle: 'Idle',
    planning: 'Planning',
    copying: 'Copying',
    returning: 'Returning',
    paused: 'Paused',
    waiting: 'Waiting for Plex',
    notSet: 'Not set up'
  },
  percent: (percent: number) => `${percent} %`,
  facts: {
    plex: 'Plex',
    mode: 'How files move',
    next: 'Next run',
    last: 'Last run',
    noMode: 'Not known yet.',
    noNext: 'None is planned. Use “Run now”, or switch the schedule on (ENABLE_SCHEDULER).',
    nextNotSet: 'As soon as Plex is set up.',
    running: 'Running now; the next one is not planned yet.',
    noLast: 'There was none yet.',
    silence: 'Nothing will be returned on missing answers.'
  },
  pool: {
    title: 'Pool',
    state: {
      online: '',
      full: 'Full',
      'read-only': 'Read-only',
      offline: 'Not there',
      broken: 'Answered with errors',
      refused: 'Refused',
      unknown: 'Not measured yet'
    },
    ours: 'Cached by us',
    others: 'Other files',
    free: 'Free to use',
    floor: 'Kept free',
    unmeasured: 'Its size is not known at the moment.',
    unknown: 'not known',
    ofAll: (total: string) => `${total} in all`,
    budget: (owned: string, budget: string) => `${owned} of our ${budget} budget used`,
    belowFloor: (missing: string) =>
      `${missing} less than should stay free: nothing is brought in until there is room.`,
    spoken: (path: string, parts: readonly string[]) => `Space on the pool ${path}: ${parts.join(', ')}.`
  },
  actions: {
    label: 'Actions',
    run: 'Run now',
    preview: 'Preview',
    stop: 'Stop',
    stopMeans: 'At once: what is half copied is taken back.',
    finish: 'Finish these titles',
    finishMeans: 'What is being moved is moved to its end; then the run stops.',
    pause: 'Pause',
    resume: 'Resume',
    restore: 'Bring everything home',
    restorePreview: 'Preview bringing everything home',
    nothingHome: 'Nothing is on the pool because of us.',
    busy: 'A run is under way.',
    notSet: 'Plex is not set up.',
    notYours: 'You may look, but not give this order.',
    notSetUp: 'Not before the set-up is finished; a preview is possible.',
    failed: (what: string) => `“${what}” was refused.`
  },
  restore: {
    title: 'Bring everything home?',
    goes: (units: number, size: string) =>
      `${titles(units)} (${size}) ${units === 1 ? 'leaves' : 'leave'} the pool and ${units === 1 ? 'is' : 'are'} played from the array again.`,
    copyKept: 'Every copy on the pool is removed only after its original on the array has been checked.',
    copyMade: 'Every file is copied to the array and checked there before it leaves the pool.',
    stays: (others: string) => `${others} of other files on the pool stay exactly where they are.`,
    staysAny: 'Files on the pool that we did not put there stay exactly where they are.',
    playing: 'What is being played right now stays until it has ended.',
    again: 'Later runs bring in again what people are about to watch.',
    testMode: 'Test mode is on: you will only see what would happen.',
    no: 'Leave everything as it is',
    preview: 'Preview first',
    yes: (units: number) => `Bring ${count(units)} home`
  }
}

const german: typeof english = {
  name: 'PlexCacheUltra',
  testMode: 'Probebetrieb: Alles wird geplant und aufgeschrieben, keine Datei geändert.',
  lost: 'Die Verbindung zum Server ist verloren',
  lostAgain:
    'Was hier steht, ist vielleicht veraltet. Die Seite verbindet sich von selbst neu; ein laufender Server arbeitet ohne sie weiter.',
  reconnect: 'Jetzt neu verbinden',
  hero: 'Zustand',
  pill: {
    connecting: 'Verbindet',
    unknown: 'Zustand unbekannt',
    offline: 'Nicht verbunden',
    testMode: 'Probebetrieb',
    idle: 'Ruht',
    planning: 'Plant',
    copying: 'Kopiert',
    returning: 'Bringt heim',
    paused: 'Angehalten',
    waiting: 'Wartet auf Plex',
    notSet: 'Nicht eingerichtet'
  },
  percent: (percent) => `${percent} %`,
  facts: {
    plex: 'Plex',
    mode: 'Wie Dateien sich bewegen',
    next: 'Nächster Lauf',
    last: 'Letzter Lauf',
    noMode: 'Noch nicht bekannt.',
    noNext: 'Keiner geplant. „Jetzt laufen“ benutzen, oder den Zeitplan einschalten (ENABLE_SCHEDULER).',
    nextNotSet: 'Sobald Plex eingerichtet ist.',
    running: 'Läuft gerade; der nächste ist noch nicht geplant.',
    noLast: 'Noch gab es keinen.',
    silence: 'Wegen fehlender Antworten geht nichts heim.'
  },
  pool: {
    title: 'Pool',
    state: {
      online: '',
      full: 'Voll',
      'read-only': 'Nur lesbar',
      offline: 'Nicht da',
      broken: 'Antwortete mit Fehlern',
      refused: 'Abgelehnt',
      unknown: 'Noch nicht gemessen'
    },
    ours: 'Von uns geholt',
    others: 'Andere Dateien',
    free: 'Frei nutzbar',
    floor: 'Bleibt frei',
    unmeasured: 'Die Größe ist im Moment nicht bekannt.',
    unknown: 'nicht bekannt',
    ofAll: (total) => `${total} insgesamt`,
    budget: (owned, budget) => `${owned} von unserem Rahmen von ${budget} benutzt`,
    belowFloor: (missing) => `${missing} weniger als frei bleiben soll: Nichts wird geholt, bis Platz ist.`,
    spoken: (path, parts) => `Platz auf dem Pool ${path}: ${parts.join(', ')}.`
  },
  actions: {
    label: 'Aufträge',
    run: 'Jetzt laufen',
    preview: 'Vorschau',
    stop: 'Abbrechen',
    stopMeans: 'Sofort: Was halb kopiert ist, wird zurückgenommen.',
    finish: 'Diese Titel noch fertig',
    finishMeans: 'Was gerade bewegt wird, wird zu Ende gebracht; dann hört der Lauf auf.',
    pause: 'Anhalten',
    resume: 'Fortsetzen',
    restore: 'Alles heimholen',
    restorePreview: 'Vorschau auf das Heimholen von allem',
    nothingHome: 'Unseretwegen liegt nichts auf dem Pool.',
    busy: 'Ein Lauf ist im Gange.',
    notSet: 'Plex ist nicht eingerichtet.',
    notYours: 'Du darfst zusehen, aber das nicht anordnen.',
    notSetUp: 'Erst wenn die Einrichtung fertig ist; eine Vorschau geht.',
    failed: (what) => `„${what}“ wurde abgelehnt.`
  },
  restore: {
    title: 'Alles heimholen?',
    goes: (units, size) =>
      `${counted(units, 'Titel', 'Titel')} (${size}) ${units === 1 ? 'verlässt' : 'verlassen'} den Pool und ${units === 1 ? 'wird' : 'werden'} wieder vom Array abgespielt.`,
    copyKept: 'Jede Kopie auf dem Pool wird erst entfernt, nachdem ihr Original im Array geprüft ist.',
    copyMade: 'Jede Datei wird ins Array kopiert und dort geprüft, bevor sie den Pool verlässt.',
    stays: (others) => `${others} an anderen Dateien auf dem Pool bleiben genau, wo sie sind.`,
    staysAny: 'Dateien auf dem Pool, die nicht von uns sind, bleiben genau, wo sie sind.',
    playing: 'Was gerade abgespielt wird, bleibt bis zum Ende.',
    again: 'Spätere Läufe holen wieder, was bald angesehen wird.',
    testMode: 'Der Probebetrieb ist an: Es wird nur gezeigt, was geschähe.',
    no: 'Alles lassen, wie es ist',
    preview: 'Erst die Vorschau',
    yes: (units) => `${count(units)} heimholen`
  }
}

export const statusText = inLanguage({ en: english, de: german })
