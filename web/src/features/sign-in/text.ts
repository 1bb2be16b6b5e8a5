/** Every word of signing in. */
import { inLanguage } from '../../ui/words/language.ts'
import { counted } from '../../ui/words/numbers.ts'

const addresses = (many: number): string => counted(many, 'address', 'addresses')

const english = {
  title: 'Plex account',
  since: 'Signed in',
  server: 'Server',
  begin: 'Sign in to Plex',
  again: 'Sign in anew',
  why: 'Sign in, and your servers are found by themselves. Nothing is moved because of it.',
  paste: 'Paste a token instead',
  open: 'Continue at Plex',
  openMore:
    'A new tab opens at plex.tv. Say there that PlexCacheUltra may use your account, then come back; this page goes on by itself.',
  code: 'Use a code on another device',
  codeSteps: 'On any device open',
  codeThen: 'and type this code:',
  copy: 'Copy the code',
  copied: 'Copied',
  good: 'The link is good until',
  cancel: 'Cancel',
  looking: 'Looking',
  choose: (name: string) => `Use this server: ${name}`,
  chooseThis: 'Use this server',
  chooseAddress: 'Use this address',
  notReachable: 'None of its addresses was proven.',
  tried: (proven: number, all: number) => `${addresses(all)} tried, ${proven} proven`,
  showTried: (name: string) => `Addresses of ${name}`,
  kinds: { setting: 'PLEX_URL', local: 'Own network', remote: 'Internet', relay: 'Plex relay' },
  standing: { ours: 'Its files are cached', other: 'Another server than before', new: '' },
  best: 'Best',
  proven: 'Proven',
  failed: 'Not usable',
  took: (ms: number) => `${ms} ms`,
  token: {
    label: 'Token of your account',
    help: 'In Plex Web open any item, choose “Get Info”, “View XML”, and copy what follows X-Plex-Token= at the end of the address.',
    send: 'Check the token'
  },
  change: {
    title: 'Cache for another server?',
    goes: (name: string) => `The files on the pool were wanted on another server than “${name}”.`,
    home: 'What nobody on the new server wants goes home by itself, each file to its old path.',
    safe: 'If you would rather bring everything home first, do that before you change the server.',
    no: 'Keep the server',
    yes: 'Change the server'
  },
  signOut: 'Sign out',
  out: {
    title: 'Sign out of Plex?',
    goes: 'The sign-in and the chosen server are forgotten here.',
    after:
      'PLEX_URL and PLEX_TOKEN count again where they are set; without them Plex is not asked, and nothing is moved.',
    device: 'To take the permission back at Plex as well, remove PlexCacheUltra from your authorised devices there.',
    no: 'Stay signed in',
    yes: 'Sign out'
  },
  failedOrder: 'That did not work.'
}

const german: typeof english = {
  title: 'Plex-Konto',
  since: 'Angemeldet',
  server: 'Server',
  begin: 'Bei Plex anmelden',
  again: 'Neu anmelden',
  why: 'Nach dem Anmelden finden sich die Server von selbst. Deswegen wird nichts bewegt.',
  paste: 'Stattdessen ein Token einfügen',
  open: 'Weiter bei Plex',
  openMore:
    'Ein neuer Tab öffnet sich bei plex.tv. Dort erlauben, dass PlexCacheUltra das Konto benutzt, dann zurückkommen; diese Seite geht von selbst weiter.',
  code: 'Code auf einem anderen Gerät benutzen',
  codeSteps: 'Auf einem beliebigen Gerät',
  codeThen: 'öffnen und diesen Code eingeben:',
  copy: 'Code kopieren',
  copied: 'Kopiert',
  good: 'Der Link gilt bis',
  cancel: 'Abbrechen',
  looking: 'Wird gesucht',
  choose: (name) => `Diesen Server benutzen: ${name}`,
  chooseThis: 'Diesen Server benutzen',
  chooseAddress: 'Diese Adresse benutzen',
  notReachable: 'Keine seiner Adressen hat sich bewährt.',
  tried: (proven, all) => `${counted(all, 'Adresse', 'Adressen')} versucht, ${proven} bewährt`,
  showTried: (name) => `Adressen von ${name}`,
  kinds: { setting: 'PLEX_URL', local: 'Eigenes Netz', remote: 'Internet', relay: 'Plex-Relay' },
  standing: { ours: 'Seine Dateien sind zwischengespeichert', other: 'Ein anderer Server als zuvor', new: '' },
  best: 'Beste',
  proven: 'Bewährt',
  failed: 'Nicht brauchbar',
  took: (ms) => `${ms} ms`,
  token: {
    label: 'Token des Kontos',
    help: 'In Plex Web einen Eintrag öffnen, „Medieninfo“ und „XML ansehen“ wählen, und kopieren, was am Ende der Adresse auf X-Plex-Token= folgt.',
    send: 'Token prüfen'
  },
  change: {
    title: 'Für einen anderen Server zwischenspeichern?',
    goes: (name) => `Die Dateien auf dem Pool waren auf einem anderen Server als „${name}“ gewünscht.`,
    home: 'Was auf dem neuen Server niemand wünscht, geht von selbst heim, jede Datei an ihren alten Pfad.',
    safe: 'Wer lieber zuerst alles heimholt, tut das vor dem Wechsel.',
    no: 'Server behalten',
    yes: 'Server wechseln'
  },
  signOut: 'Abmelden',
  out: {
    title: 'Bei Plex abmelden?',
    goes: 'Die Anmeldung und der gewählte Server werden hier vergessen.',
    after:
      'PLEX_URL und PLEX_TOKEN zählen wieder, wo sie gesetzt sind; ohne sie wird Plex nicht gefragt und nichts bewegt.',
    device:
      'Um die Erlaubnis auch bei Plex zurückzunehmen: dort PlexCacheUltra aus den berechtigten Geräten entfernen.',
    no: 'Angemeldet bleiben',
    yes: 'Abmelden'
  },
  failedOrder: 'Das hat nicht geklappt.'
}

export const signInText = inLanguage({ en: english, de: german })
