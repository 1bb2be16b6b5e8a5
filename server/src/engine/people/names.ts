/** One name for everybody: the household's own, whatever account a player is signed in with. */
import type { MediaServer } from '#ports/media-server.ts'
import { theOwner } from './member.ts'

/** As much of the household as names need. */
export interface Named {
  known(): readonly { readonly member: { readonly name: string; readonly person: { readonly id: string } } }[]
}

/** Tells the name of an account of the server; the name that was given when it is nobody's who is known. */
export const nameIn =
  (household: Named) =>
  (personId: string | undefined, given: string): string => {
    if (personId === theOwner.id) return theOwner.name
    return household.known().find(({ member }) => member.person.id === personId)?.member.name ?? given
  }

/** The same server, which tells of sessions by the names that all other reasons use. */
export const withNames = (server: MediaServer, household: Named): MediaServer => {
  const nameOf = nameIn(household)
  return {
    ...server,
    readSessions: async (signal) => {
      const sessions = await server.readSessions(signal)
      return sessions.map((session) => ({ ...session, person: nameOf(session.personId, session.person) }))
    }
  }
}
