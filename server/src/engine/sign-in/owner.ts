/** Says whose token counts and why, and takes a sign-in back. */
import type { Owner } from '@pcu/contract'
import type { Acceptance } from '#engine/schedule.ts'
import type { ServerDoor } from '#ports/server-door.ts'
import type { OwnerToken, TokenProvider } from '#ports/token-provider.ts'

/** What telling needs. */
export interface OwnerDeps {
  readonly tokens: TokenProvider
  readonly door: ServerDoor
  /** Whether PLEX_TOKEN is set. */
  readonly hasSetting: boolean
}

/** What was kept of a sign-in is of no use. */
export const lostSentence =
  'The earlier sign-in can no longer be opened, because the key beside the database is gone or another one.'

const sentenceOf = (now: OwnerToken, hasSetting: boolean): string => {
  if (now.from === 'signed-in') {
    const unused = hasSetting
      ? ' PLEX_TOKEN is set as well and not used: signing in counts more, until you sign out.'
      : ''
    return `${now.account.name} is signed in.${unused}`
  }
  const before = now.isLost ? `${lostSentence} ` : ''
  if (now.from === 'setting') return `${before}The token in PLEX_TOKEN is used; nobody has signed in.`
  return `${before}Nobody is signed in, and PLEX_TOKEN is not set.`
}

/** Without any token. */
export const tellOwner = ({ tokens, door, hasSetting }: OwnerDeps): Owner => {
  const now = tokens.current()
  const isSignedIn = now.from === 'signed-in'
  return {
    from: now.from,
    sentence: sentenceOf(now, hasSetting),
    account: isSignedIn ? now.account.name : null,
    server: isSignedIn ? now.server.name : null,
    address: door.address() === '' ? null : door.address(),
    since: isSignedIn ? now.since : null
  }
}

/** Forgets the sign-in, and the address that was chosen with it. */
export const signOut = async ({ tokens, door, hasSetting }: OwnerDeps): Promise<Acceptance> => {
  const now = tokens.current()
  if (now.from !== 'signed-in') return { accepted: false, sentence: 'Nobody is signed in.' }
  if (door.address() === now.server.url) await door.save(undefined)
  await tokens.forget()
  door.reopen()
  const next = hasSetting
    ? 'PLEX_TOKEN is used again.'
    : 'Plex is not asked until somebody signs in or PLEX_TOKEN is set.'
  return { accepted: true, sentence: `${now.account.name} is signed out. ${next}` }
}
