/** What a service of the cloud reads from an HTTP request before it knows the route. */
import type { IncomingMessage } from 'node:http'
import type { CloudWorld } from '#test/fakes/cloud/world/world.ts'
import { count, decoded, plexHeader } from '#test/fakes/kit/http/headers.ts'
import { parseQuery, withoutTokens } from '#test/fakes/kit/http/query.ts'
import type { Account } from '#test/fakes/people/accounts.ts'
import type { AccountToken } from '#test/fakes/people/tokens.ts'
import type { Ask } from './route.ts'

export interface CloudRequest {
  readonly ask: Omit<Ask, 'path' | 'pageShift'>
  readonly path: string
  readonly method: string
  /** The raw query as it may be logged. */
  readonly safeQuery: string
  /** Whose token came along, whether it is still good or not. */
  readonly person: Account | undefined
  readonly token: AccountToken | undefined
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

export async function readCloudRequest(incoming: IncomingMessage, world: CloudWorld): Promise<CloudRequest> {
  const url = incoming.url ?? '/'
  const [rawPath = '/', rawQuery = ''] = url.split(/\?(.*)/s)
  const query = parseQuery(rawQuery)
  const header = (name: string): string | undefined => plexHeader(incoming.headers, query, name)
  const sent = header('X-Plex-Token')
  const token = sent === undefined ? undefined : world.accounts.tokens.atPlexTv(sent)
  const method = incoming.method ?? 'GET'
  return {
    ask: {
      method,
      url: rawPath,
      query,
      headers: incoming.headers,
      body: await bodyOf(incoming),
      wantsJson: (incoming.headers.accept ?? '').includes('application/json'),
      client: header('X-Plex-Client-Identifier') ?? '',
      product: header('X-Plex-Product') ?? '0',
      page: { start: count(header('X-Plex-Container-Start')) ?? 0, size: count(header('X-Plex-Container-Size')) },
      world
    },
    path: decoded(rawPath),
    method,
    safeQuery: withoutSecrets(withoutTokens(rawQuery)),
    person: token === undefined ? undefined : world.accounts.byName(token.name),
    token
  }
}

/** A Home member's pin is as secret as a token. */
function withoutSecrets(query: string): string {
  return query.replace(/(^|&)pin=[^&]*/g, '$1pin=')
}
