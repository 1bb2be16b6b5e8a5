/** What the door is asked and what it answers. */
import type { AccessNews, ApiKey, AuthMode, Scope, Session } from '@pcu/contract'
import type { Principal } from '#core/access/principal.ts'
import type { AccessStore, Passwords, Tokens } from '#ports/access/access.ts'
import type { Clock } from '#ports/clock.ts'

/** Who stands at the door. */
export interface Visitor {
  readonly address: string
  /** As the browser calls itself. */
  readonly browser: string
}

/** A session that was begun; the token is told to the browser alone. */
export interface Entry {
  readonly kind: 'in'
  readonly token: string
  readonly principal: Principal
  /** How long the browser keeps it, milliseconds; undefined: until it is closed. */
  readonly keptMs: number | undefined
}

/** wrong: no such name or not its password; slow: guessed too often, or too many at once. */
export type LogIn = Entry | { readonly kind: 'wrong' } | { readonly kind: 'slow'; readonly waitMs: number }
/** refused: the password is not taken; late: there is an administrator already. */
export type SetUp = LogIn | { readonly kind: 'refused'; readonly sentence: string } | { readonly kind: 'late' }

/** What an order comes to. */
export interface Answer {
  readonly accepted: boolean
  readonly sentence: string
}

/** The door. */
export interface Access {
  readonly mode: AuthMode
  hasAdministrator(): Promise<boolean>
  setUp(order: { readonly name: string; readonly password: string }, visitor: Visitor): Promise<SetUp>
  logIn(
    order: { readonly name: string; readonly password: string; readonly remember: boolean },
    visitor: Visitor
  ): Promise<LogIn>
  logOut(token: string, visitor: Visitor): Promise<void>
  /** Of a cookie; undefined: it opens nothing, or no longer. */
  bySession(token: string): Promise<Principal | undefined>
  /** Of an API key. */
  byKey(key: string): Promise<Principal | undefined>
  /** The new password counts; every other session ends. */
  changePassword(
    order: { readonly current: string; readonly next: string },
    who: { readonly principal: Principal; readonly visitor: Visitor }
  ): Promise<Answer | { readonly kind: 'slow'; readonly waitMs: number }>
  sessions(principal: Principal): Promise<readonly Session[]>
  revokeSession(id: number, visitor: Visitor): Promise<boolean>
  revokeOthers(principal: Principal, visitor: Visitor): Promise<number>
  keys(): Promise<readonly ApiKey[]>
  /** Undefined: there are too many. */
  makeKey(
    order: { readonly name: string; readonly scope: Scope },
    visitor: Visitor
  ): Promise<{ readonly key: string; readonly made: ApiKey } | undefined>
  revokeKey(id: number, visitor: Visitor): Promise<boolean>
  /** Forgets the administrator and every session. */
  reset(): Promise<Answer>
  note(what: AccessNews, visitor: Pick<Visitor, 'address'>, name?: string): void
}

/** What it needs. */
export interface AccessDeps {
  readonly mode: AuthMode
  readonly store: AccessStore
  readonly passwords: Passwords
  readonly tokens: Tokens
  readonly clock: Clock
  /** PCU_ADMIN_PASSWORD gives the password: then it is not changed here. */
  readonly isGiven: boolean
  readonly tell: (news: { readonly what: AccessNews; readonly name: string; readonly address: string }) => void
}
