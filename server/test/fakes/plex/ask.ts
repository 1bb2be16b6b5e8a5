/** A plain HTTP client for the tests of the simulated server: raw paths, one connection per request, no interpretation. */
import { type IncomingHttpHeaders, request } from 'node:http'
import type { FakePlex } from './fake-plex.ts'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface AskOptions {
  /** Whose token goes along; none when absent. */
  readonly person?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Sends a path exactly as written, operators unescaped. */
export function ask(plex: FakePlex, path: string, options: AskOptions = {}): Promise<Answer> {
  const token = options.person === undefined ? {} : { 'X-Plex-Token': plex.token(options.person) }
  const headers = { Accept: 'application/json', ...token, ...options.headers }
  const target = { host: '127.0.0.1', port: plex.port, path, method: options.method ?? 'GET', headers, agent: false }
  return new Promise((resolve, reject) => {
    const sent = request(target, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      })
    })
    sent.on('error', reject)
    sent.end(options.body === undefined ? undefined : JSON.stringify(options.body))
  })
}

/** A JSON object as it came: nothing is known of its members. */
export type Json = Readonly<Record<string, unknown>>

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null
}

/** What stands at a path of names and positions; undefined where the path ends early. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => (isJson(inner) ? inner[step] : undefined), value)
}

/** The list at a path; empty where there is none, as Plex leaves empty lists out. */
export function rows(value: unknown, ...path: readonly (string | number)[]): readonly Json[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
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
