/** Finds the route of a path. */
import type { Route } from './route.ts'

export interface Match {
  readonly route: Route
  readonly path: Readonly<Record<string, string>>
}

function variablesOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const out: Record<string, string> = {}
  for (const [index, wanted] of pattern.entries()) {
    const segment = segments[index] ?? ''
    if (wanted.startsWith(':') && wanted !== ':') out[wanted.slice(1)] = segment
    else if (wanted !== segment) return undefined
  }
  return out
}

export type Router = (path: string) => Match | undefined

/** Later routes do not hide earlier ones; `:name` matches one segment, a lone `:` is Plex's own. */
export function createRouter(routes: readonly Route[]): Router {
  const byLength = new Map<number, { readonly route: Route; readonly pattern: readonly string[] }[]>()
  for (const route of routes) {
    const pattern = route.pattern.split('/')
    byLength.set(pattern.length, [...(byLength.get(pattern.length) ?? []), { route, pattern }])
  }
  return (path) => {
    const segments = (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path).split('/')
    for (const { route, pattern } of byLength.get(segments.length) ?? []) {
      const variables = variablesOf(pattern, segments)
      if (variables !== undefined) return { route, path: variables }
    }
    return undefined
  }
}
