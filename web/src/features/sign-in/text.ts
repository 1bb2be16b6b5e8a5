/** Every word of signing in. */
import { counted } from '../../ui/words/numbers.ts'

const addresses = (many: number): string => counted(many, 'address', 'addresses')

export const signInText = {
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
