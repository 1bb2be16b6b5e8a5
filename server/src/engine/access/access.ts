/** Who may enter: the one administrator, the sessions of browsers, the keys of programs. Answers with values; http makes status codes of them. */
import { passwordRefusal } from '#core/access/password.ts'
import { busy, createChange, createProof } from './proof.ts'
import { type Rooms, roomsOf } from './rooms.ts'
import type { Access, AccessDeps } from './shapes.ts'

const createEntering = (
  rooms: Rooms
): Pick<Access, 'hasAdministrator' | 'setUp' | 'logIn' | 'logOut' | 'changePassword'> => {
  const { store, passwords, book, note } = rooms
  const prove = createProof(rooms)
  return {
    hasAdministrator: async () => (await store.administrator()) !== undefined,
    setUp: async ({ name, password }, visitor) => {
      if ((await store.administrator()) !== undefined) return { kind: 'late' }
      const sentence = passwordRefusal(password, name)
      if (sentence !== undefined) return { kind: 'refused', sentence }
      const passwordHash = await passwords.hash(password)
      if (passwordHash === undefined) return busy
      if (!(await store.makeAdministrator({ name, passwordHash }))) return { kind: 'late' }
      note('set-up', visitor, name)
      return book.begin({ name, remember: true }, visitor)
    },
    logIn: async ({ name, password, remember }, visitor) => {
      const proof = await prove({ name, password }, visitor)
      if (proof.kind !== 'proven') return proof
      note('logged-in', visitor, proof.name)
      return book.begin({ name: proof.name, remember }, visitor)
    },
    logOut: async (token, visitor) => {
      if (await book.end(token)) note('logged-out', visitor)
    },
    changePassword: createChange(rooms, prove)
  }
}

/** Opens the door. */
export const createAccess = (deps: AccessDeps): Access => {
  const rooms = roomsOf(deps)
  const { store, book, ring, note } = rooms
  return {
    mode: deps.mode,
    note,
    ...createEntering(rooms),
    bySession: book.principalOf,
    byKey: ring.principalOf,
    sessions: ({ by, id }) => book.list(by === 'session' ? id : undefined),
    revokeSession: async (id, visitor) => {
      const ended = await store.endSession(id)
      if (ended) note('sessions-revoked', visitor)
      return ended
    },
    revokeOthers: async ({ by, id }, visitor) => {
      const ended = await store.endOtherSessions(by === 'session' ? id : undefined)
      if (ended > 0) note('sessions-revoked', visitor)
      return ended
    },
    keys: ring.list,
    makeKey: async (order, visitor) => {
      const made = await ring.make(order)
      if (made !== undefined) note('key-made', visitor, order.name)
      return made
    },
    revokeKey: async (id, visitor) => {
      const name = await store.removeKey(id)
      if (name !== undefined) note('key-revoked', visitor, name)
      return name !== undefined
    },
    reset: async () => {
      const administrator = await store.administrator()
      await store.reset()
      note('reset', { address: 'command line' })
      if (administrator === undefined) return { accepted: true, sentence: 'There was no administrator.' }
      return {
        accepted: true,
        sentence: `The administrator ${administrator.name} is forgotten and every browser is logged out. Open the page from your own network to make a new one. API keys still work; see "pcu auth keys".`
      }
    }
  }
}
