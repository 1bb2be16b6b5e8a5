/** A member of the household who signs in themself: their token is kept for their own wishes, and whose server it is does not change. */
import type { Secret } from '#core/model/secret.ts'
import type { KnownHousehold } from '#engine/people/household.ts'
import type { Keyring } from '#engine/people/keyring.ts'
import type { PlexAccount } from '#ports/plex-cloud.ts'

/** Knows members of the household by their accounts. */
export interface Guests {
  /** Keeps the token when the account belongs to somebody who watches here besides the owner; their name, or undefined. Throws the failures of the cloud. */
  welcome(account: PlexAccount, token: Secret, signal: AbortSignal): Promise<string | undefined>
}

/** What welcoming needs. */
export interface GuestsDeps {
  readonly household: Pick<KnownHousehold, 'find' | 'askAnew'>
  readonly keyring: Pick<Keyring, 'signIn'>
}

/** Of this household. */
export const createGuests = ({ household, keyring }: GuestsDeps): Guests => ({
  welcome: async (account, token, signal) => {
    const everybody = await household.find(signal)
    const known = everybody.find(({ member: { person } }) => person.kind !== 'owner' && person.id === account.id)
    if (known === undefined) return undefined
    await keyring.signIn(account.id, token)
    household.askAnew()
    return known.member.name
  }
})
