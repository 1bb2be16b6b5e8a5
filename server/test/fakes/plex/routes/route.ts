/** How a route is declared, what it is asked and what it may answer. */

import type { Query } from '#test/fakes/kit/http/query.ts'
import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import type { Person } from '#test/fakes/plex/world/people.ts'
import type { World } from '#test/fakes/plex/world/world.ts'

/** One request as a route sees it. */
export interface Ask {
  readonly method: string
  /** The pattern's variables, by name. */
  readonly path: Readonly<Record<string, string>>
  readonly query: Query
  /** Paging as asked by header or query; undefined where it was not asked. */
  readonly page: { readonly start: number; readonly size: number | undefined }
  /** How far a fault shifts the beginning of every page but the first. */
  readonly pageShift: number
  readonly clientIdentifier: string | undefined
  readonly world: World
}

/** A request of somebody with a token. */
export interface PersonAsk extends Ask {
  readonly person: Person
}

export type Reply =
  /** Written as JSON or XML. */
  | {
      readonly kind: 'container'
      readonly container: Tree
      /** The items of a long list, made one by one while they are written, so that a page never stands in memory twice. */
      readonly metadata?: Iterable<Tree>
      readonly total?: number
      readonly diskWake?: boolean
    }
  | { readonly kind: 'image'; readonly type: string; readonly body: Buffer }
  /** 200 with an empty HTML body: what actions answer. */
  | { readonly kind: 'done' }
  /** An HTML error page. */
  | { readonly kind: 'refused'; readonly status: number }

interface RouteFacts {
  readonly pattern: string
  /** Default: GET and HEAD. */
  readonly methods?: readonly string[]
}

export type Route =
  | (RouteFacts & { readonly access: 'anybody'; answer(ask: Ask): Reply })
  | (RouteFacts & { readonly access: 'token' | 'admin'; answer(ask: PersonAsk): Reply })

export const notFound: Reply = { kind: 'refused', status: 404 }
export const badRequest: Reply = { kind: 'refused', status: 400 }
export const done: Reply = { kind: 'done' }

/** A container whose lists are left out when empty, as Plex does. */
export function container(facts: Tree, lists: Readonly<Record<string, readonly Tree[]>> = {}): Reply {
  const full: Tree = { ...facts }
  for (const [name, list] of Object.entries(lists)) if (list.length > 0) full[name] = list
  return { kind: 'container', container: full }
}
