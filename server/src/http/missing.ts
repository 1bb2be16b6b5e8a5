/** What is said where there is nothing, or nothing for this method. */
import { type Route, routes } from '@pcu/contract'
import type { FastifyRequest } from 'fastify'
import { Refused } from './failures.ts'

const patternOf = ({ path }: Route): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/gu, '[\\w-]+')}$`, 'u')

const declared: readonly Route[] = Object.values(routes)
const known = declared.map((route) => ({ method: route.method, pattern: patternOf(route) }))

const methodsAt = (path: string): readonly string[] => [
  ...new Set(known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))
]

/** The refusal: 405 where another method would do, else 404. */
export const missing = ({ method, url }: FastifyRequest): Refused => {
  const methods = methodsAt(url.replace(/[?#].*$/su, ''))
  if (methods.length === 0) return new Refused(404, `There is nothing at ${url}.`)
  const allowed = methods.join(', ')
  return new Refused(405, `${method} is not possible at ${url}; ${allowed} is.`, { headers: { allow: allowed } })
}
