/** How a route of the cloud is declared and what it is asked. */
import type { IncomingHttpHeaders } from 'node:http'
import type { CloudWorld } from '#test/fakes/cloud/world/world.ts'
import type { Query } from '#test/fakes/kit/http/query.ts'
import type { Account } from '#test/fakes/people/accounts.ts'
import type { AccountToken } from '#test/fakes/people/tokens.ts'
import type { Reply, Voice } from './reply.ts'

/** One request as a route sees it. */
export interface Ask {
  readonly method: string
  readonly url: string
  /** The pattern's variables, by name. */
  readonly path: Readonly<Record<string, string>>
  readonly query: Query
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly wantsJson: boolean
  /** Empty when it was not said; routes that need it are not reached then. */
  readonly client: string
  readonly product: string
  readonly page: { readonly start: number; readonly size: number | undefined }
  /** How far a fault shifts the beginning of every page but the first. */
  readonly pageShift: number
  readonly world: CloudWorld
}

/** A request of somebody who is signed in. */
export interface AccountAsk extends Ask {
  readonly account: Account
  readonly token: AccountToken
}

interface RouteFacts {
  readonly pattern: string
  /** Default: GET and HEAD. */
  readonly methods?: readonly string[]
  /** Without `X-Plex-Client-Identifier` it answers 400. */
  readonly needsClient?: boolean
  readonly voice: Voice
}

export type Route =
  | (RouteFacts & { readonly access: 'anybody'; answer(ask: Ask): Reply })
  | (RouteFacts & { readonly access: 'account'; answer(ask: AccountAsk): Reply })
