/** A plain HTTP client for the tests of the simulated services: raw paths, one connection per request, no interpretation. */
import { type IncomingHttpHeaders, request } from 'node:http'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Sends a path exactly as written, operators unescaped. */
export function askPort(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: Asked = {}
): Promise<Answer> {
  const target = { host: '127.0.0.1', port, path, method, headers, agent: false }
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
    sent.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body))
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
