/** The door: who may enter, over this database. PCU_ADMIN_PASSWORD makes the administrator, or gives them their password. */
import type { Settings } from '@pcu/contract'
import { createPasswords } from '#adapters/credentials/passwords.ts'
import { tokens } from '#adapters/credentials/tokens.ts'
import { passwordRefusal } from '#core/access/password.ts'
import { createAccess } from '#engine/access/access.ts'
import type { Access } from '#engine/access/shapes.ts'
import type { Bus } from '#engine/bus.ts'
import type { AccessStore, Passwords } from '#ports/access/access.ts'
import type { Clock } from '#ports/clock.ts'
import { createAccessStore } from '#store/access/access-store.ts'
import type { Store } from '#store/open.ts'
import { Failure } from './failure.ts'

interface OpenAccess extends Pick<Store, 'db'> {
  readonly settings: Settings
  readonly clock: Clock
  readonly bus: Bus
}

/** The administrator that PCU_ADMIN_PASSWORD makes. */
const givenName = 'admin'

/** Throws Failure `settings.wrong` for a password that is not taken: a door that everybody can open is none. */
const giveAdministrator = async (store: AccessStore, passwords: Passwords, password: string): Promise<void> => {
  const refusal = passwordRefusal(password, givenName)
  if (refusal !== undefined)
    throw new Failure('settings.wrong', { sentence: `PCU_ADMIN_PASSWORD: ${refusal}`, retry: 'never' })
  const known = await store.administrator()
  if (known !== undefined && (await passwords.matches(password, known.passwordHash)) === true) return
  const passwordHash = await passwords.hash(password)
  if (passwordHash === undefined) throw new Error('passwords are made before anybody asks')
  if (await store.makeAdministrator({ name: givenName, passwordHash })) return
  await store.setPassword(passwordHash)
  await store.endOtherSessions(undefined)
}

/** What opening gives. */
export interface OpenedAccess {
  readonly access: Access
  /** To be called before anybody is let in. */
  prepare(): Promise<void>
}

/** Opens it; nobody is made yet. */
export const openAccess = ({ db, settings, clock, bus }: OpenAccess): OpenedAccess => {
  const store = createAccessStore(db)
  const passwords = createPasswords()
  const { authMode, adminPassword } = settings.web
  const isGiven = adminPassword !== ''
  return {
    access: createAccess({
      mode: authMode,
      store,
      passwords,
      tokens,
      clock,
      isGiven,
      tell: (news) => bus.publish({ type: 'access.noted', ...news })
    }),
    prepare: async () => {
      if (isGiven && authMode === 'password') await giveAdministrator(store, passwords, adminPassword)
    }
  }
}
