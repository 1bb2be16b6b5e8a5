/** Made-up states of a sign-in, to be looked at. */
import { type ConnectionTrial, type OfferedServer, type Owner, paths, type SignIn } from '@pcu/contract'
import { freshWorld, idleWorld, type World } from './worlds.ts'

const MINUTE = 60_000

/** Waits for a person at Plex. */
export const waiting = (facts: Partial<Extract<SignIn, { step: 'waiting' }>> = {}): SignIn => ({
  step: 'waiting',
  sentence: 'Waiting until you let PlexCacheUltra in at Plex.',
  link: 'https://app.plex.tv/auth#?clientID=1&code=abcdefghijklmnopqrstuvwxy',
  typed: null,
  expiresAt: Date.now() + 30 * MINUTE,
  trouble: null,
  ...facts
})

const trial = (url: string, facts: Partial<ConnectionTrial> = {}): ConnectionTrial => ({
  url,
  kind: 'local',
  verdict: 'proven',
  sentence: 'The server answers here.',
  tookMs: 12,
  ...facts
})

/** As a server in a container tends to be listed. */
export const tower: OfferedServer = {
  machineIdentifier: 'tower',
  name: 'Tower',
  standing: 'new',
  best: 'https://192-168-1-10.0123456789abcdef0123456789abcdef.plex.direct:32400',
  trials: [
    trial('https://192-168-1-10.0123456789abcdef0123456789abcdef.plex.direct:32400', { tookMs: 34 }),
    trial('http://192.168.1.10:32400', { tookMs: 8 }),
    trial('https://203-0-113-5.0123456789abcdef0123456789abcdef.plex.direct:21044', { kind: 'remote', tookMs: 61 }),
    trial('http://172.17.0.2:32400', {
      verdict: 'silent',
      sentence: 'No answer came in time. It is an address inside Docker.',
      tookMs: 4001
    }),
    trial('http://192.168.1.11:32400', {
      verdict: 'other-server',
      sentence: 'Another Plex server answers here, so this address is not used.',
      tookMs: 9
    })
  ],
  hint: null
}

/** Nobody reaches it. */
export const unreachable: OfferedServer = {
  machineIdentifier: 'cabin',
  name: 'Holiday cabin with a name that is much longer than anybody would expect of a server',
  standing: 'other',
  best: null,
  trials: [
    trial('http://10.9.0.4:32400', {
      verdict: 'no-way',
      sentence: 'There is no way to this address from here (EHOSTUNREACH).'
    })
  ],
  hint: 'None of the addresses that the server names can be used from here. Set PLEX_URL to an address under which this machine reaches Plex.'
}

/** A person has to choose. */
export const choosing = (...servers: readonly OfferedServer[]): SignIn => ({
  step: 'choosing',
  sentence: 'Signed in as Anna. Choose the server whose files are to be cached.',
  account: { name: 'Anna' },
  servers: [...servers]
})

export const refused: SignIn = {
  step: 'ended',
  why: 'refused',
  sentence: 'This token belongs to the Plex server itself and not to a person: the server takes it, plex.tv does not.',
  hint: 'Such a token stands in the server’s Preferences.xml. Use the button to sign in.'
}

export const expired: SignIn = {
  step: 'ended',
  why: 'expired',
  sentence: 'The sign-in was not finished in time and counts no more.',
  hint: 'Begin again when you are ready.'
}

export const done: SignIn = {
  step: 'done',
  sentence: 'Signed in as Anna. "Tower" is asked at http://192.168.1.10:32400 from now on.'
}

const anna: Owner = {
  from: 'signed-in',
  sentence: 'Anna is signed in. PLEX_TOKEN is set as well and not used: signing in counts more, until you sign out.',
  account: 'Anna',
  server: 'Tower',
  address: 'http://192.168.1.10:32400',
  since: Date.now() - 90 * MINUTE
}

/** Just installed, with a sign-in that has come so far. */
export const signingIn = (signIn: SignIn): World => ({ ...freshWorld(), signIn })

/** Just installed; each order leads on. */
export const wholeWay = (): World => ({
  ...freshWorld(),
  signInBy: {
    [paths.beginSignIn]: waiting(),
    [paths.typeCode]: waiting({ typed: { code: 'K7QF', page: 'https://plex.tv/link' } }),
    [paths.pasteToken]: refused,
    [paths.chooseServer]: done,
    [paths.cancelSignIn]: { step: 'none' }
  }
})

/** Somebody has signed in long ago. */
export const signedIn = (): World => ({ ...idleWorld(), owner: anna })
