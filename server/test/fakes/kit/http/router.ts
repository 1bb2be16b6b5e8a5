/** Finds the route of a path. */

/** What a router needs to know of a route. */
export interface Patterned {
  /** `/library/sections/:section`: `:name` matches one segment, a lone `:` is Plex's own. */
  readonly pattern: string
}

export interface Match<R extends Patterned> {
  readonly route: R
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

export type Router<R extends Patterned> = (path: string) => Match<R> | undefined

/** Later routes do not hide earlier ones. */
export function createRouter<R extends Patterned>(routes: readonly R[]): Router<R> {
  const byLength = new Map<number, { readonly route: R; readonly pattern: readonly string[] }[]>()
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
