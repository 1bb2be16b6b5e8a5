/** Every word of the door. */
import { inLanguage } from '../../ui/words/language.ts'

const english = {
  name: 'PlexCacheUltra',
  setUp: {
    title: 'Welcome',
    lead: 'Choose the password of the administrator. From then on nobody sees or changes anything here without it.',
    send: 'Set the password',
    hint: (characters: number) =>
      `At least ${characters} characters. Length is what counts: three or four words that do not belong together are best.`,
    repeat: 'Password again',
    differs: 'The two passwords are not the same.',
    short: (characters: number) => `At least ${characters} characters, please.`
  },
  logIn: {
    title: 'Log in',
    lead: 'This page belongs to a household.',
    send: 'Log in',
    remember: 'Stay logged in for thirty days on this device',
    forgotten: 'Forgotten it? "pcu auth reset" on the machine of this program begins anew.'
  },
  shut: { title: 'Not from here' },
  fields: { name: 'Name', password: 'Password' },
  again: 'Look again'
}

const german: typeof english = {
  name: 'PlexCacheUltra',
  setUp: {
    title: 'Willkommen',
    lead: 'Wähle das Passwort des Verwalters. Ohne es sieht und ändert hier danach niemand etwas.',
    send: 'Passwort festlegen',
    hint: (characters) =>
      `Mindestens ${characters} Zeichen. Auf die Länge kommt es an: am besten drei oder vier Wörter, die nicht zusammengehören.`,
    repeat: 'Passwort noch einmal',
    differs: 'Die beiden Passwörter sind nicht gleich.',
    short: (characters) => `Bitte mindestens ${characters} Zeichen.`
  },
  logIn: {
    title: 'Anmelden',
    lead: 'Diese Seite gehört einem Haushalt.',
    send: 'Anmelden',
    remember: 'Auf diesem Gerät dreißig Tage angemeldet bleiben',
    forgotten: 'Vergessen? „pcu auth reset“ auf dem Rechner dieses Programms beginnt von vorn.'
  },
  shut: { title: 'Nicht von hier' },
  fields: { name: 'Name', password: 'Passwort' },
  again: 'Noch einmal nachsehen'
}

export const accessText = inLanguage({ en: english, de: german })
