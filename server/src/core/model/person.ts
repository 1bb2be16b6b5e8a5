/** The people of a household, as Plex knows them. */

/**
 * owner: owns the server; home: full member of the owner's Plex Home; managed: member without an account of its own;
 * friend: the server is shared with them.
 */
export type PersonKind = 'owner' | 'home' | 'managed' | 'friend'

/** Somebody who watches. */
export interface Person {
  /** The plex.tv account id. On the server itself the owner has id `1`, everybody else this one. */
  readonly id: string
  /** The account's uuid, which the cloud's other services ask for; unknown for some friends. */
  readonly uuid: string | undefined
  /** As shown to people. */
  readonly name: string
  readonly kind: PersonKind
  /** Becoming this person asks for a PIN. */
  readonly hasPin: boolean
}
