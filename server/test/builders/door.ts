/** Doors for tests: one that everybody walks through, and the real one over a database in memory. */
import { readFileSync } from 'node:fs'
import { defaultSettings, type Happening, type Settings } from '@pcu/contract'
import { systemClock } from '#adapters/clock.ts'
import { createPasswords } from '#adapters/credentials/passwords.ts'
import { tokens } from '#adapters/credentials/tokens.ts'
import { createAccess } from '#engine/access/access.ts'
import type { AccessDeps } from '#engine/access/shapes.ts'
import type { GateDeps } from '#http/access/gate.ts'
import type { AccessStore, Passwords } from '#ports/access/access.ts'
import { createAccessStore } from '#store/access/access-store.ts'
import { openStore } from '#store/open.ts'

type Web = Settings['web']

const webOf = (facts: Partial<Web>): Web => ({ ...defaultSettings().web, ...facts })

const notAsked = async (): Promise<never> => {
  throw new Error('not asked')
}

const noStore: AccessStore = {
  administrator: notAsked,
  makeAdministrator: notAsked,
  setPassword: notAsked,
  reset: notAsked,
  beginSession: notAsked,
  session: notAsked,
  seen: notAsked,
  sessions: notAsked,
  endSession: notAsked,
  endOtherSessions: notAsked,
  addKey: notAsked,
  key: notAsked,
  used: notAsked,
  keys: notAsked,
  removeKey: notAsked
}

/** Passwords that cost nothing, for tests that are about something else. */
export const quickPasswords: Passwords = {
  hash: async (password) => `hash of ${password}`,
  matches: async (password, hash) => hash === `hash of ${password}`
}

/** The key by which tests are the command line of a server in this process. */
export const localKey = 'the key of the command line'

const fixed = { localKey, instance: '0badcafe' } as const

/** AUTH_MODE=none. */
export const openDoor = (facts: Partial<Web> = {}): GateDeps => ({
  ...fixed,
  web: webOf({ authMode: 'none', ...facts }),
  access: createAccess({
    mode: 'none',
    store: noStore,
    passwords: quickPasswords,
    tokens,
    clock: systemClock,
    isGiven: false,
    tell: () => undefined
  })
})

/** The real door. `news`: what it told. */
export const realDoor = async (
  facts: Partial<Web> = {},
  parts: Partial<Pick<AccessDeps, 'clock' | 'passwords' | 'isGiven'>> = {}
) => {
  const { db, close } = await openStore({ path: '/dev/null', readOnly: true })
  const news: Extract<Happening, { type: 'access.noted' }>[] = []
  const web = webOf(facts)
  const store = createAccessStore(db)
  const access = createAccess({
    mode: web.authMode,
    store,
    passwords: createPasswords(),
    tokens,
    clock: systemClock,
    isGiven: false,
    tell: (told) => void news.push({ type: 'access.noted', ...told }),
    ...parts
  })
  return { door: { ...fixed, web, access } satisfies GateDeps, store, db, news, close }
}

/** The headers by which a test is the command line of a server that runs on this machine. */
export const asCommand = (dataFolder: string): Readonly<Record<string, string>> => {
  const noted: unknown = JSON.parse(readFileSync(`${dataFolder}/instance.json`, 'utf8'))
  if (typeof noted !== 'object' || noted === null || !('key' in noted)) throw new Error('no server is noted')
  return { 'x-api-key': String(noted.key) }
}
