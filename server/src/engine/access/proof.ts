/** Proves a password, ever more slowly for whoever guesses, and changes it. */
import { passwordRefusal } from '#core/access/password.ts'
import type { Administrator } from '#ports/access/access.ts'
import type { Rooms } from './rooms.ts'
import type { Access, Entry, LogIn, Visitor } from './shapes.ts'

/** Too many passwords are being proven at once. */
export const busy = { kind: 'slow', waitMs: 1000 } as const

/** Told to the log at most about so many addresses apart. */
const mostTold = 1000

const plain = (name: string): string => name.trim().normalize('NFC').toLowerCase()

/** A guess that is slowed down is told once, not as often as somebody guesses. */
const createSlowing = ({ note, clock }: Rooms) => {
  const told = new Map<string, number>()
  return (visitor: Visitor, waitMs: number): { readonly kind: 'slow'; readonly waitMs: number } => {
    const now = clock.now()
    if (now >= (told.get(visitor.address) ?? 0)) {
      if (told.size > mostTold) told.clear()
      told.set(visitor.address, now + waitMs)
      note('slowed', visitor)
    }
    return { kind: 'slow', waitMs }
  }
}

/** Undefined as a name: whoever is in already. */
type Proof = (
  order: { readonly name: string | undefined; readonly password: string },
  visitor: Visitor
) => Promise<{ readonly kind: 'proven'; readonly name: string } | Exclude<LogIn, Entry>>

const named = (administrator: Administrator | undefined, name: string | undefined): Administrator | undefined =>
  administrator !== undefined && (name === undefined || plain(name) === plain(administrator.name))
    ? administrator
    : undefined

/** A name that nobody has takes as long as one that somebody has. */
export const createProof = (rooms: Rooms): Proof => {
  const { store, passwords, tries, note } = rooms
  const slow = createSlowing(rooms)
  return async ({ name, password }, visitor) => {
    const waitMs = tries.begin(visitor.address)
    if (waitMs > 0) return slow(visitor, waitMs)
    const administrator = named(await store.administrator(), name)
    const matches = await passwords.matches(password, administrator?.passwordHash)
    if (matches === undefined) return busy
    if (matches && administrator !== undefined) {
      tries.succeed(visitor.address)
      return { kind: 'proven', name: administrator.name }
    }
    note('failed', visitor)
    return { kind: 'wrong' }
  }
}

const refused = (sentence: string) => ({ accepted: false, sentence })

const createWriting =
  ({ store, passwords, note }: Rooms) =>
  async (
    { next, name }: { readonly next: string; readonly name: string },
    { principal, visitor }: Parameters<Access['changePassword']>[1]
  ): ReturnType<Access['changePassword']> => {
    const passwordHash = await passwords.hash(next)
    if (passwordHash === undefined) return busy
    await store.setPassword(passwordHash)
    await store.endOtherSessions(principal.by === 'session' ? principal.id : undefined)
    note('password-changed', visitor, name)
    return { accepted: true, sentence: 'The password is changed; every other browser has to log in again.' }
  }

/** Whoever changes the password proves that they know it; every other browser is logged out. */
export const createChange = (rooms: Rooms, prove: Proof): Access['changePassword'] => {
  const change = createWriting(rooms)
  return async ({ current, next }, { principal, visitor }) => {
    if (rooms.isGiven) return refused('PCU_ADMIN_PASSWORD gives the password; change it there and restart.')
    const proof = await prove({ name: undefined, password: current }, visitor)
    if (proof.kind === 'slow') return proof
    if (proof.kind === 'wrong') return refused('The current password is another one.')
    const refusal = passwordRefusal(next, proof.name)
    if (refusal !== undefined) return refused(refusal)
    return change({ next, name: proof.name }, { principal, visitor })
  }
}
