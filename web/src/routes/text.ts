/** Every word of the pages' headings and of the frame around them. */
import { inLanguage } from '../ui/words/language.ts'

const english = {
  name: 'PlexCacheUltra',
  skip: 'Skip to content',
  version: (version: string) => `Version ${version}`,
  navigation: 'Pages',
  more: 'More',
  pages: {
    dashboard: 'Dashboard',
    library: 'Library',
    activity: 'Activity',
    insight: 'Benefit',
    users: 'Users',
    doctor: 'Doctor',
    settings: 'Settings',
    access: 'Access',
    welcome: 'Set-up',
    logs: 'Logs'
  },
  about: {
    library: 'Every title: where it lies, who wants it, and why.',
    activity: 'What is happening, what was decided, and what was done.',
    insight: 'What the cache brought: where plays came from, what was missed and why, and what disks do.',
    users: 'Whose wishes count, and how they are known.',
    person: 'How they are known, what they want, and what happened because of them.',
    doctor: 'Whether everything is as it should be, and what helps when it is not.',
    settings: 'Everything that can be set, what is in force, and who says so.',
    access: 'Which browsers are logged in, which programs have a key, and the password.',
    logs: 'What the program writes down, line by line; secrets are blanked.'
  },
  account: {
    label: 'Account',
    everybody: 'Everybody',
    by: {
      session: 'Logged in with the password.',
      proxy: 'Let in by the proxy in front.',
      key: 'Let in by an API key.',
      command: 'The command line.',
      nothing: 'AUTH_MODE is none: nobody logs in.'
    },
    keys: 'Sessions and keys',
    logOut: 'Log out'
  },
  activity: { label: 'Parts of the activity', now: 'Now', plan: 'Plan', history: 'History', calendar: 'Calendar' },
  pause: 'Pause the run',
  resume: 'Go on with the run',
  search: 'Search',
  searchKeys: 'Ctrl K',
  palette: {
    label: 'Pages and orders',
    placeholder: 'Go to a page, or order something',
    pages: 'Pages',
    orders: 'Orders',
    appearance: 'Appearance',
    nothing: 'Nothing is called like that.'
  },
  language: 'Language',
  languages: { en: 'English', de: 'Deutsch' },
  notFound: {
    title: 'There is no such page',
    about: 'The address leads nowhere. It may be mistyped, or from an older version.',
    home: 'Go to the dashboard'
  },
  broke: {
    title: 'This page broke',
    more: 'It is a mistake in the page; the server goes on with its work. The text below helps to find it.',
    notLoaded: 'A part of the page could not be loaded. After an update of the server, load the page again.'
  }
}

const german: typeof english = {
  name: 'PlexCacheUltra',
  skip: 'Zum Inhalt springen',
  version: (version) => `Version ${version}`,
  navigation: 'Seiten',
  more: 'Mehr',
  pages: {
    dashboard: 'Übersicht',
    library: 'Bibliothek',
    activity: 'Aktivität',
    insight: 'Nutzen',
    users: 'Personen',
    doctor: 'Prüfung',
    settings: 'Einstellungen',
    access: 'Zugang',
    welcome: 'Einrichtung',
    logs: 'Protokoll'
  },
  about: {
    library: 'Jeder Titel: wo er liegt, wer ihn will und warum.',
    activity: 'Was gerade geschieht, was entschieden und was getan wurde.',
    insight: 'Was der Cache gebracht hat: woher Wiedergaben kamen, was fehlte und warum, und was Platten tun.',
    users: 'Wessen Wünsche zählen und woher sie bekannt sind.',
    person: 'Woher sie bekannt sind, was gewünscht ist und was deswegen geschah.',
    doctor: 'Ob alles so ist, wie es sein soll, und was sonst hilft.',
    settings: 'Alles, was sich einstellen lässt, was gilt und wer es sagt.',
    access: 'Welche Browser angemeldet sind, welche Programme einen Schlüssel haben, und das Passwort.',
    logs: 'Was das Programm aufschreibt, Zeile für Zeile; Geheimes ist geschwärzt.'
  },
  account: {
    label: 'Konto',
    everybody: 'Jeder',
    by: {
      session: 'Mit dem Passwort angemeldet.',
      proxy: 'Vom Proxy davor hereingelassen.',
      key: 'Mit einem API-Schlüssel hereingelassen.',
      command: 'Die Kommandozeile.',
      nothing: 'AUTH_MODE ist none: Niemand meldet sich an.'
    },
    keys: 'Sitzungen und Schlüssel',
    logOut: 'Abmelden'
  },
  activity: { label: 'Teile der Aktivität', now: 'Jetzt', plan: 'Plan', history: 'Verlauf', calendar: 'Kalender' },
  pause: 'Lauf anhalten',
  resume: 'Lauf fortsetzen',
  search: 'Suchen',
  searchKeys: 'Strg K',
  palette: {
    label: 'Seiten und Aufträge',
    placeholder: 'Zu einer Seite gehen oder etwas anordnen',
    pages: 'Seiten',
    orders: 'Aufträge',
    appearance: 'Aussehen',
    nothing: 'So heißt hier nichts.'
  },
  language: 'Sprache',
  languages: { en: 'English', de: 'Deutsch' },
  notFound: {
    title: 'Diese Seite gibt es nicht',
    about: 'Die Adresse führt nirgendwohin. Vielleicht ist sie vertippt oder stammt aus einer älteren Version.',
    home: 'Zur Übersicht'
  },
  broke: {
    title: 'Diese Seite ist kaputt',
    more: 'Das ist ein Fehler der Seite; der Server arbeitet weiter. Der Text darunter hilft, ihn zu finden.',
    notLoaded: 'Ein Teil der Seite ließ sich nicht laden. Nach einer Aktualisierung des Servers: Seite neu laden.'
  }
}

export const routesText = inLanguage({ en: english, de: german })
