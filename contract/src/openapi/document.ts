/** The declared endpoints as an OpenAPI 3.1 document, made from the very schemas that validate them. */
import { z } from 'zod'
import type { Policy } from '../access/policy.ts'
import { problemDetailsSchema } from '../problem.ts'
import type { Route } from '../route.ts'
import type { OtherEndpoint } from './others.ts'

type Json = Readonly<Record<string, unknown>>

/** What is read or sent; what has a default may be left out by whoever sends. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

const objectAt = (json: Json, key: string): Json => {
  const found = json[key]
  return typeof found === 'object' && found !== null ? Object.fromEntries(Object.entries(found)) : {}
}

const namesAt = (json: Json, key: string): readonly unknown[] => {
  const found = json[key]
  return Array.isArray(found) ? found : []
}

/** Texts of an address are turned into numbers and so on, so what they become says more than what they are. */
const parametersOf = (schema: z.ZodType | undefined, where: 'path' | 'query'): readonly Json[] => {
  if (schema === undefined) return []
  const become = objectAt(schemaOf(schema, 'output'), 'properties')
  const needed = namesAt(schemaOf(schema, 'input'), 'required')
  const isNeeded = (name: string): boolean => where === 'path' || needed.includes(name)
  return Object.entries(become).map(([name, one]) => ({ name, in: where, required: isNeeded(name), schema: one }))
}

/** Parts that a schema refers to stand beside the others of the document, under a name that no other operation has. */
const lifted = (schema: Json, name: string, shared: Record<string, unknown>): Json => {
  const { $defs: _parts, ...rest } = schema
  const moved = (part: unknown): Json =>
    JSON.parse(JSON.stringify(part).replaceAll('"#/$defs/', `"#/components/schemas/${name}.`))
  for (const [part, told] of Object.entries(objectAt(schema, '$defs'))) shared[`${name}.${part}`] = moved(told)
  return moved(rest)
}

const securityOf = (policy: Policy): readonly Json[] => (policy === 'open' ? [] : [{ session: [] }, { apiKey: [] }])

const tagOf = (path: string): string => /^\/api\/(?:v1\/)?([^/:]+)/u.exec(path)?.[1] ?? 'health'

const problems: Json = {
  default: {
    description: 'A problem: what is wrong, what to do, and the id by which the log knows the request.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  }
}

const answerOf = (content: string, schema?: Json): Json => ({
  200: { description: 'The answer.', content: { [content]: schema === undefined ? {} : { schema } } },
  ...problems
})

const head = (operationId: string, { path, policy, summary }: Pick<Route, 'path' | 'policy' | 'summary'>): Json => ({
  operationId,
  tags: [tagOf(path)],
  summary,
  'x-policy': policy,
  security: securityOf(policy)
})

const operationOf = (name: string, route: Route, shared: Record<string, unknown>): Json => {
  const { params, query, body, answer } = route
  return {
    ...head(name, route),
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: lifted(schemaOf(body, 'input'), `${name}.body`, shared) } }
          }
        }),
    responses: answerOf('application/json', lifted(schemaOf(answer, 'output'), `${name}.answer`, shared))
  }
}

const templateOf = (path: string): string => path.replaceAll(/:(\w+)/gu, '{$1}')

const pathsOf = ({ routes, others }: Described, shared: Record<string, unknown>): Json => {
  const all: Record<string, Record<string, Json>> = {}
  for (const [name, route] of Object.entries(routes)) {
    const path = templateOf(route.path)
    all[path] = { ...all[path], [route.method.toLowerCase()]: operationOf(name, route, shared) }
  }
  for (const other of others) {
    const parameters = [...other.path.matchAll(/:(\w+)/gu)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' }
    }))
    all[templateOf(other.path)] = {
      get: { ...head(other.name, other), parameters, responses: answerOf(other.content) }
    }
  }
  return all
}

const securitySchemes: Json = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'pcu_session',
    description:
      'The session of a browser that logged in. The real name is pcu_ and eight letters that tell installations apart, with __Host- before it over https. Orders also need the Origin of the page itself.'
  },
  apiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Api-Key',
    description:
      'An API key with the scope read, operate or admin, made on the page "Access" or by "pcu auth keys make". Each scope includes those before it; x-policy says which one an operation needs.'
  }
}

/** What the document is made of. */
export interface Described {
  readonly routes: Readonly<Record<string, Route>>
  readonly others: readonly OtherEndpoint[]
  readonly version: string
}

/** The whole document. Costs some milliseconds: make it once. */
export const openApiOf = (described: Described): Json => {
  const shared: Record<string, unknown> = { Problem: schemaOf(problemDetailsSchema, 'output') }
  return {
    openapi: '3.1.1',
    info: {
      title: 'PlexCacheUltra',
      version: described.version,
      description: 'What the page and the command line use; docs/api.md tells how to begin.',
      license: { name: 'MIT', identifier: 'MIT' }
    },
    servers: [{ url: '/' }],
    paths: pathsOf(described, shared),
    components: { securitySchemes, schemas: shared }
  }
}
