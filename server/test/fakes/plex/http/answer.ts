/** Answers a Plex request: right to ask, route, bytes; and remembers serialised pages when told to. */

import type { Answered } from '#test/fakes/kit/http/desk.ts'
import type { Rendered } from '#test/fakes/kit/http/rendered.ts'
import type { Match, Router } from '#test/fakes/kit/http/router.ts'
import { notFound, type Reply, type Route } from '#test/fakes/plex/routes/route.ts'
import type { World } from '#test/fakes/plex/world/world.ts'
import { render } from './rendered.ts'
import type { PlexRequest } from './request.ts'

export type Answer = (request: PlexRequest, pageShift: number) => Answered

const unauthorised: Reply = { kind: 'refused', status: 401 }
const forbidden: Reply = { kind: 'refused', status: 403 }
const wrongMethod: Reply = { kind: 'refused', status: 405 }

const reading = ['GET', 'HEAD']
const cacheable = '/library/sections/:section/all'

export function createAnswer(world: World, router: Router<Route>, cachedPages: number): Answer {
  const pages = new Map<string, Rendered>()

  function reply(request: PlexRequest, { route, path }: Match<Route>, pageShift: number): Reply {
    const { method, query, page, clientIdentifier, person } = request
    const ask = { method, path, query, page, pageShift, clientIdentifier, world }
    if (!(route.methods ?? reading).includes(method)) return wrongMethod
    if (route.access === 'anybody') return route.answer(ask)
    if (person === undefined) return unauthorised
    if (route.access === 'admin' && !person.isAdmin) return forbidden
    return route.answer({ ...ask, person })
  }

  function renderedFor(request: PlexRequest, match: Match<Route>, pageShift: number): Rendered {
    return render(reply(request, match, pageShift), { json: request.wantsJson, start: request.page.start })
  }

  /** A page is valid for one version of the library and of the person's state. */
  function pageKey({ person, path, safeQuery, page, wantsJson }: PlexRequest, pageShift: number): string {
    return [
      person?.name,
      person?.version,
      world.library.version,
      path,
      safeQuery,
      page.start,
      page.size,
      wantsJson,
      pageShift
    ].join(' ')
  }

  function remembered(request: PlexRequest, match: Match<Route>, pageShift: number): Rendered {
    const key = pageKey(request, pageShift)
    const known = pages.get(key)
    if (known !== undefined) return known
    const rendered = renderedFor(request, match, pageShift)
    pages.set(key, rendered)
    const [oldest] = pages.keys()
    if (pages.size > cachedPages && oldest !== undefined) pages.delete(oldest)
    return rendered
  }

  return (request, pageShift) => {
    const match = router(request.path)
    if (match === undefined) {
      const wish = { json: false, start: 0 }
      return { route: 'unknown', rendered: render(request.person === undefined ? unauthorised : notFound, wish) }
    }
    const { pattern } = match.route
    const fresh = cachedPages === 0 || pattern !== cacheable || request.person === undefined
    const rendered = fresh ? renderedFor(request, match, pageShift) : remembered(request, match, pageShift)
    return { route: pattern, rendered }
  }
}
