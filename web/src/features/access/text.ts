/** Every word of the door. */
export const accessText = {
  name: 'PlexCacheUltra',
  setUp: {
    title: 'Welcome',
    lead: 'Choose the password of the administrator. From then on nobody sees or changes anything here without it.',
    send: 'Set the password',
    hint: (letters: number) =>
      `At least ${letters} letters. Length is what counts: three or four words that do not belong together are best.`,
    repeat: 'Password again',
    differs: 'The two passwords are not the same.',
    short: (letters: number) => `At least ${letters} letters, please.`
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
} as const
