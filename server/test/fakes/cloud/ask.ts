/** Asks a service of the simulated cloud as one of its people, from an app that says who it is. */
import { type Answer, type Asked, askPort, type Json } from '#test/fakes/kit/ask.ts'
import type { FakeCloud } from './fake-cloud.ts'
import type { App } from './options.ts'

export interface CloudAsk extends Asked {
  /** Whose token goes along; none when absent. */
  readonly person?: string
  /** Instead of the person's own token. */
  readonly token?: string
  /** The app's identifier; null sends none. Default `a-test`. */
  readonly client?: string | null
}

/** `where` is the service and the path: `discover /library/sections/watchlist/all`. */
export function askCloud(cloud: FakeCloud, where: readonly [App, string], options: CloudAsk = {}): Promise<Answer> {
  const {
    person,
    client = 'a-test',
    token = person === undefined ? undefined : cloud.control.accountToken(person)
  } = options
  const headers = {
    Accept: 'application/json',
    ...(client === null ? {} : { 'X-Plex-Client-Identifier': client, 'X-Plex-Product': 'A test' }),
    ...(token === undefined ? {} : { 'X-Plex-Token': token }),
    ...options.headers
  }
  const [app, path] = where
  return askPort(cloud.hosts[app].port, path, { ...options, headers })
}

/** The answer as JSON, whatever its status. */
export async function jsonOf(asked: Promise<Answer>): Promise<Json> {
  return JSON.parse((await asked).text)
}
