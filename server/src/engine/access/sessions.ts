/** Sessions of browsers: begun with a new token each time, kept as its hash, over when they are old, unused or revoked. */
import type { Session } from '@pcu/contract'
import type { Principal } from '#core/access/principal.ts'
import { isAlive, lifeMs } from '#core/access/session.ts'
import type { AccessDeps, Entry, Visitor } from './shapes.ts'

/** That somebody was seen is written no oftener, milliseconds. */
const seenSpacingMs = 60_000
/** Letters that are kept of what a browser says of itself. */
const browserLetters = 200

const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').slice(0, browserLetters)

const principal = (name: string, id: number): Principal => ({ by: 'session', scope: 'admin', name, id })

/** The book of sessions. */
export const createSessions = ({ store, tokens, clock }: Pick<AccessDeps, 'store' | 'tokens' | 'clock'>) => {
  const alive = async (token: string) => {
    const session = await store.session(tokens.hashOf(token))
    return session !== undefined && isAlive(session, clock.now()) ? session : undefined
  }
  return {
    begin: async (who: { readonly name: string; readonly remember: boolean }, visitor: Visitor): Promise<Entry> => {
      const token = tokens.make()
      const now = clock.now()
      const life = lifeMs(who.remember)
      const id = await store.beginSession(tokens.hashOf(token), {
        browser: plain(visitor.browser),
        address: visitor.address,
        startedAt: now,
        seenAt: now,
        endsAt: now + life
      })
      return { kind: 'in', token, principal: principal(who.name, id), keptMs: who.remember ? life : undefined }
    },
    end: async (token: string): Promise<boolean> => {
      const session = await store.session(tokens.hashOf(token))
      return session !== undefined && (await store.endSession(session.id))
    },
    principalOf: async (token: string): Promise<Principal | undefined> => {
      const session = await alive(token)
      if (session === undefined) return undefined
      const administrator = await store.administrator()
      if (administrator === undefined) return undefined
      const now = clock.now()
      if (now - session.seenAt > seenSpacingMs) await store.seen(session.id, now)
      return principal(administrator.name, session.id)
    },
    list: async (own: number | undefined): Promise<readonly Session[]> => {
      const now = clock.now()
      return (await store.sessions())
        .filter((session) => isAlive(session, now))
        .map((session) => ({ ...session, isThis: session.id === own }))
    }
  }
}
