/** Talks to the server: typed by the contract's endpoints, relative to wherever the page is served from. */
import type { AnswerOf, BodyOf, RouteName, routes } from '@pcu/contract'
import { paths } from '@pcu/contract'

type Named<Method> = {
  [Name in RouteName]: (typeof routes)[Name]['method'] extends Method ? Name : never
}[RouteName]

/** An answer that is not the one asked for; `message` is the sentence for people. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'
  /** HTTP status; 0 when there was no answer at all. */
  readonly status: number
  /** More than the message, or what to do about it, where the server said so. */
  readonly more: readonly string[]
  /** Finds the request in the server's log. */
  readonly requestId: string | null
  /** The whole answer, for those who know what else is in it. */
  readonly said: unknown

  constructor(
    status: number,
    message: string,
    said?: { more: readonly string[]; requestId: string | null; all: unknown }
  ) {
    super(message)
    this.status = status
    this.more = said?.more ?? []
    this.requestId = said?.requestId ?? null
    this.said = said?.all ?? null
  }
}

/** The full address of an API path, also below a reverse proxy's prefix. */
export const addressOf = (path: string): string => new URL(`.${path}`, document.baseURI).href

type Params = Readonly<Record<string, number | string>>

const filled = (path: string, params: Params): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')))

const textIn = (said: unknown, key: string): string | null => {
  const found: unknown = typeof said === 'object' && said !== null ? Reflect.get(said, key) : null
  return typeof found === 'string' && found !== '' ? found : null
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const said: unknown = await response.json().catch(() => null)
  const title = textIn(said, 'title') ?? `The server answered ${response.status}.`
  const more = new Set([textIn(said, 'detail'), textIn(said, 'hint')])
  more.delete(title)
  return new ApiFailure(response.status, title, {
    more: [...more].filter((line) => line !== null),
    requestId: textIn(said, 'requestId'),
    all: said
  })
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(addressOf(path), { ...init, credentials: 'same-origin' }).catch((cause: unknown) => {
    if (init.signal?.aborted === true) throw cause
    throw new ApiFailure(0, 'The server did not answer.')
  })
  if (!response.ok) throw await failureOf(response)
  return response
}

/** What a question may carry besides its name. */
export interface Asking {
  readonly params?: Params
  readonly query?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** Asks an endpoint that only reads. Throws `ApiFailure`. */
export async function ask<Name extends Named<'GET'>>(name: Name, asking: Asking = {}): Promise<AnswerOf<Name>> {
  const query = asking.query === undefined ? '' : `?${new URLSearchParams(asking.query)}`
  const response = await send(filled(paths[name], asking.params ?? {}) + query, {
    headers: { accept: 'application/json' },
    signal: asking.signal ?? null
  })
  return response.json()
}

/** Tells the server to do something. Throws `ApiFailure`. */
export async function tell<Name extends Named<'POST'>>(
  name: Name,
  body: BodyOf<Name>,
  params: Params = {}
): Promise<AnswerOf<Name>> {
  const response = await send(filled(paths[name], params), {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body)
  })
  return response.json()
}

/** Takes one thing away. Throws `ApiFailure`. */
export async function remove<Name extends Named<'DELETE'>>(name: Name, params: Params): Promise<AnswerOf<Name>> {
  const response = await send(filled(paths[name], params), {
    method: 'DELETE',
    headers: { accept: 'application/json' }
  })
  return response.json()
}
