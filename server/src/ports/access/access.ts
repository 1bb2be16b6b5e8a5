/** What entering needs from outside: hashing, chance, and where the administrator, sessions and keys are kept. Nothing here holds what opens the door. */
import type { Scope } from '@pcu/contract'
import type { KeptSession } from '#core/access/session.ts'

/** Passwords as hashes that take long to make. */
export interface Passwords {
  /** Undefined: too many at once; ask again. */
  hash(password: string): Promise<string | undefined>
  /** Takes the same time for a wrong password as for a right one, and for no hash at all. Undefined: too many at once. */
  matches(password: string, hash: string | undefined): Promise<boolean | undefined>
}

/** Long random texts that nobody can guess, and what is kept of them. */
export interface Tokens {
  make(): string
  hashOf(token: string): string
}

/** The one administrator. */
export interface Administrator {
  readonly name: string
  readonly passwordHash: string
}

/** A key as it is kept. */
export interface KeptKey {
  readonly id: number
  readonly name: string
  readonly scope: Scope
  readonly madeAt: number
  readonly usedAt: number | undefined
}

/** Where all of it lies. */
export interface AccessStore {
  administrator(): Promise<Administrator | undefined>
  /** False: there is one already. */
  makeAdministrator(made: Administrator): Promise<boolean>
  setPassword(passwordHash: string): Promise<void>
  /** Forgets the administrator and every session. */
  reset(): Promise<void>
  /** Old ones and those beyond a number are dropped. */
  beginSession(tokenHash: string, session: Omit<KeptSession, 'id'>): Promise<number>
  session(tokenHash: string): Promise<KeptSession | undefined>
  seen(id: number, at: number): Promise<void>
  /** Newest first. */
  sessions(): Promise<readonly KeptSession[]>
  /** False: there was none. */
  endSession(id: number): Promise<boolean>
  /** All but this one; gives back how many. */
  endOtherSessions(id: number | undefined): Promise<number>
  addKey(keyHash: string, key: Omit<KeptKey, 'id' | 'usedAt'>): Promise<KeptKey>
  key(keyHash: string): Promise<KeptKey | undefined>
  used(id: number, at: number): Promise<void>
  keys(): Promise<readonly KeptKey[]>
  /** Its name; undefined: there was none. */
  removeKey(id: number): Promise<string | undefined>
}
