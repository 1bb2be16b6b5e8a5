/** Asks the simulated server as one of its people. */
import { type Answer, type Asked, askPort, type Json, rows } from '#test/fakes/kit/ask.ts'
import type { FakePlex } from './fake-plex.ts'

export interface AskOptions extends Asked {
  /** Whose token goes along; none when absent. */
  readonly person?: string
}

export function ask(plex: FakePlex, path: string, options: AskOptions = {}): Promise<Answer> {
  const token = options.person === undefined ? {} : { 'X-Plex-Token': plex.token(options.person) }
  const headers = { Accept: 'application/json', ...token, ...options.headers }
  return askPort(plex.port, path, { ...options, headers })
}

export async function container(plex: FakePlex, path: string, options: AskOptions = {}): Promise<Json> {
  const answer = await ask(plex, path, { person: 'owner', ...options })
  const whole: { readonly MediaContainer: Json } = JSON.parse(answer.text)
  return whole.MediaContainer
}

/** The items of an answer. */
export async function items(plex: FakePlex, path: string, options: AskOptions = {}): Promise<readonly Json[]> {
  return rows(await container(plex, path, options), 'Metadata')
}

export async function keys(plex: FakePlex, path: string, options: AskOptions = {}): Promise<readonly string[]> {
  return (await items(plex, path, options)).map(({ ratingKey }) => String(ratingKey))
}
