/** Made-up doors: who is in, which browsers and programs, and what becomes of orders about them. */
import { type AccessState, type ApiKey, paths, routes, type Session } from '@pcu/contract'
import { HOUR, MINUTE } from './builders.ts'
import { idleWorld, type World } from './worlds.ts'

const hostile = '<img src=x onerror="document.body.dataset.broken=1"> \u202Egpj.exe'

const aSession = (id: number, facts: Partial<Session> = {}): Session => ({
  id,
  browser: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  address: '192.168.1.20',
  startedAt: Date.now() - 5 * HOUR,
  seenAt: Date.now() - 2 * MINUTE,
  endsAt: Date.now() + 700 * HOUR,
  isThis: false,
  ...facts
})

const aKey = (id: number, facts: Partial<ApiKey> = {}): ApiKey => ({
  id,
  name: `program ${id}`,
  scope: 'read',
  madeAt: Date.now() - 50 * HOUR,
  usedAt: null,
  ...facts
})

const loggedIn: AccessState = {
  mode: 'password',
  step: 'in',
  sentence: null,
  name: 'admin',
  scope: 'admin',
  by: 'session'
}
const atTheDoor: AccessState = { ...loggedIn, step: 'log-in', name: null, scope: null, by: null }

/** The administrator at one of three browsers, and two programs. */
export const guardedWorld = (): World => ({
  ...idleWorld(),
  access: loggedIn,
  door: {
    sessions: [
      aSession(1, { isThis: true }),
      aSession(2, {
        browser: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) Version/19.1 Mobile/15E148 Safari/604.1',
        address: 'fd00:1234:5678:9abc:def0:1234:5678:9abc'
      }),
      aSession(3, { browser: hostile })
    ],
    keys: [
      aKey(1, { name: 'home assistant', scope: 'operate', usedAt: Date.now() - MINUTE }),
      aKey(2, { name: hostile })
    ]
  }
})

/** Somebody who may only look. */
export const readersWorld = (): World => ({
  ...guardedWorld(),
  access: { ...loggedIn, name: 'guest', scope: 'read', by: 'proxy', mode: 'proxy' }
})

/** The session of this browser has ended. */
export const shut = (world: World): World => ({ ...world, access: atTheDoor })

/** What the door tells; undefined for what is none of its questions. */
export const doorAnswerOf = ({ door }: World, path: string): unknown => {
  if (path === paths.sessions) return routes.sessions.answer.parse({ sessions: door?.sessions ?? [] })
  return path === paths.apiKeys ? routes.apiKeys.answer.parse({ keys: door?.keys ?? [] }) : undefined
}

const idIn = (path: string, pattern: string): number | undefined => {
  const start = pattern.replace(':id', '')
  return path.startsWith(start) && /^\d+$/u.test(path.slice(start.length))
    ? Number(path.slice(start.length))
    : undefined
}

/** The world after an order about the door, with the answer; undefined for what is none. */
export const doorOrderOf = (
  world: World,
  path: string,
  body: string
): { readonly world: World; readonly answer: unknown } | undefined => {
  const { sessions, keys } = world.door ?? { sessions: [], keys: [] }
  const done = (sentence: string) => routes.logOut.answer.parse({ accepted: true, sentence })
  const [session, key] = [idIn(path, paths.revokeSession), idIn(path, paths.revokeApiKey)]
  if (path === paths.logIn) return { world: { ...world, access: loggedIn }, answer: loggedIn }
  if (path === paths.logOut) return { world: shut(world), answer: done('This browser is logged out.') }
  if (path === paths.makeApiKey) {
    const made = aKey(9, JSON.parse(body))
    const answer = { key: `pcu_${'k3y'.repeat(14)}x`, made, sentence: 'Copy the key now: it is not shown again.' }
    return {
      world: { ...world, door: { sessions, keys: [...keys, made] } },
      answer: routes.makeApiKey.answer.parse(answer)
    }
  }
  if (path === paths.changePassword) return { world, answer: done('The password is changed.') }
  if (path === paths.revokeOtherSessions)
    return {
      world: { ...world, door: { keys, sessions: sessions.slice(0, 1) } },
      answer: done('2 browsers are logged out.')
    }
  if (session !== undefined)
    return {
      world: { ...world, door: { keys, sessions: sessions.filter(({ id }) => id !== session) } },
      answer: done('That browser is logged out.')
    }
  return key === undefined
    ? undefined
    : {
        world: { ...world, door: { sessions, keys: keys.filter(({ id }) => id !== key) } },
        answer: done('The key is revoked; it opens nothing any more.')
      }
}
