/** Every word about sessions, API keys and the password. */
import type { Scope } from '@pcu/contract'
import { inLanguage } from '../../../ui/words/language.ts'
import { counted } from '../../../ui/words/numbers.ts'
import type { Agent } from './agent.ts'

const english = {
  notYours: (scope: string) => `This is for the administrator; you may only ${scope}.`,
  may: { read: 'look', operate: 'look and start runs', admin: 'do everything' } satisfies Record<Scope, string>,
  refused: 'That did not work.',
  sessions: {
    title: 'Browsers that are logged in',
    count: (amount: number) => counted(amount, 'browser', 'browsers'),
    this: 'This browser',
    from: 'from',
    since: 'Logged in',
    seen: 'last seen',
    ends: 'Ends',
    agent: ({ browser, system }: Agent) =>
      browser === null || system === null ? (browser ?? system ?? '') : `${browser} on ${system}`,
    unknown: 'An unknown browser',
    end: 'Log out',
    endOf: (name: string, address: string) => `Log out: ${name}, ${address}`,
    endOthers: 'Log out every other browser',
    sure: 'Log out every other browser?',
    goes: (amount: number) => `${counted(amount, 'browser has', 'browsers have')} to log in again with the password.`,
    stays: 'This browser stays logged in. API keys still work.',
    no: 'Leave them logged in',
    none: 'No browser is logged in.',
    modes: {
      password: 'Whoever logs in with the password appears here.',
      none: 'AUTH_MODE is none: everybody who reaches the port may see and do everything.',
      proxy: 'AUTH_MODE is proxy: the proxy in front says who comes in.'
    }
  },
  keys: {
    title: 'API keys',
    about: 'For scripts and other programs, which send one as the header X-Api-Key.',
    count: (amount: number) => counted(amount, 'key', 'keys'),
    none: 'There is no API key.',
    noneNext: 'Make one for each program, so that each can be revoked alone.',
    made: 'Made',
    used: 'last used',
    never: 'never used',
    scopes: {
      read: 'read: sees everything',
      operate: 'operate: also starts and stops runs, pins, and switches the watcher',
      admin: 'admin: may do everything'
    } satisfies Record<Scope, string>,
    name: 'Name',
    namePlaceholder: 'home assistant',
    scope: 'What it may do',
    make: 'Make a key',
    copyNow: 'Copy the key now: it is not shown again.',
    copy: 'Copy the key',
    copied: 'Copied',
    keyOf: (name: string) => `The new key “${name}”`,
    hide: 'I have it, hide it',
    revoke: 'Revoke',
    revokeOf: (name: string) => `Revoke the key “${name}”`,
    sure: 'Revoke this key?',
    goes: (name: string) => `Whatever uses “${name}” is refused from now on.`,
    stays: 'A revoked key never comes back; make a new one when it is needed again.',
    no: 'Keep the key'
  },
  password: {
    title: 'Password',
    about: 'With a new password every other browser is logged out.',
    current: 'Password now',
    next: 'New password',
    again: 'New password again',
    short: (letters: number) => `At least ${letters} letters, please.`,
    differs: 'The two new passwords are not the same.',
    send: 'Change the password',
    noPassword: {
      none: 'There is no password: AUTH_MODE is none.',
      proxy: 'There is no password: the proxy in front says who comes in.',
      other: 'Only somebody who is logged in with the password changes it.'
    }
  }
}

const german: typeof english = {
  notYours: (scope) => `Das ist Sache des Verwalters; du darfst nur ${scope}.`,
  may: { read: 'zusehen', operate: 'zusehen und Läufe starten', admin: 'alles' },
  refused: 'Das ging nicht.',
  sessions: {
    title: 'Angemeldete Browser',
    count: (amount) => counted(amount, 'Browser', 'Browser'),
    this: 'Dieser Browser',
    from: 'von',
    since: 'Angemeldet',
    seen: 'zuletzt gesehen',
    ends: 'Endet',
    agent: ({ browser, system }) =>
      browser === null || system === null ? (browser ?? system ?? '') : `${browser} auf ${system}`,
    unknown: 'Ein unbekannter Browser',
    end: 'Abmelden',
    endOf: (name, address) => `Abmelden: ${name}, ${address}`,
    endOthers: 'Alle anderen Browser abmelden',
    sure: 'Alle anderen Browser abmelden?',
    goes: (amount) => `${counted(amount, 'Browser muss', 'Browser müssen')} sich mit dem Passwort neu anmelden.`,
    stays: 'Dieser Browser bleibt angemeldet. API-Schlüssel gelten weiter.',
    no: 'Angemeldet lassen',
    none: 'Kein Browser ist angemeldet.',
    modes: {
      password: 'Wer sich mit dem Passwort anmeldet, erscheint hier.',
      none: 'AUTH_MODE ist none: Wer den Port erreicht, darf alles sehen und tun.',
      proxy: 'AUTH_MODE ist proxy: Der Proxy davor sagt, wer hereinkommt.'
    }
  },
  keys: {
    title: 'API-Schlüssel',
    about: 'Für Skripte und andere Programme, die ihn als Kopfzeile X-Api-Key senden.',
    count: (amount) => counted(amount, 'Schlüssel', 'Schlüssel'),
    none: 'Es gibt keinen API-Schlüssel.',
    noneNext: 'Lege für jedes Programm einen eigenen an, damit jeder einzeln widerrufen werden kann.',
    made: 'Angelegt',
    used: 'zuletzt benutzt',
    never: 'nie benutzt',
    scopes: {
      read: 'read: sieht alles',
      operate: 'operate: startet und beendet auch Läufe, heftet an und schaltet den Beobachter',
      admin: 'admin: darf alles'
    },
    name: 'Name',
    namePlaceholder: 'home assistant',
    scope: 'Was er darf',
    make: 'Schlüssel anlegen',
    copyNow: 'Kopiere den Schlüssel jetzt: Er wird nicht noch einmal gezeigt.',
    copy: 'Schlüssel kopieren',
    copied: 'Kopiert',
    keyOf: (name) => `Der neue Schlüssel „${name}“`,
    hide: 'Ich habe ihn, ausblenden',
    revoke: 'Widerrufen',
    revokeOf: (name) => `Schlüssel „${name}“ widerrufen`,
    sure: 'Diesen Schlüssel widerrufen?',
    goes: (name) => `Was „${name}“ benutzt, wird ab sofort abgewiesen.`,
    stays: 'Ein widerrufener Schlüssel kommt nie zurück; lege einen neuen an, wenn er wieder gebraucht wird.',
    no: 'Schlüssel behalten'
  },
  password: {
    title: 'Passwort',
    about: 'Mit einem neuen Passwort wird jeder andere Browser abgemeldet.',
    current: 'Jetziges Passwort',
    next: 'Neues Passwort',
    again: 'Neues Passwort noch einmal',
    short: (letters) => `Bitte mindestens ${letters} Zeichen.`,
    differs: 'Die beiden neuen Passwörter sind nicht gleich.',
    send: 'Passwort ändern',
    noPassword: {
      none: 'Es gibt kein Passwort: AUTH_MODE ist none.',
      proxy: 'Es gibt kein Passwort: Der Proxy davor sagt, wer hereinkommt.',
      other: 'Nur wer mit dem Passwort angemeldet ist, ändert es.'
    }
  }
}

export const sessionsText = inLanguage({ en: english, de: german })
