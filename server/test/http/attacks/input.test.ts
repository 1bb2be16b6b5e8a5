/** Input that nobody sane sends, to every route of the whole program. Rows of the list of attacks are named C1 and C5. */
import { type Route, routes } from '@pcu/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Failure } from '#src/failure.ts'
import { host, openWholeProgram, type WholeProgram } from './whole-program.ts'

const all: readonly Route[] = Object.values(routes)

let whole: WholeProgram
beforeAll(async () => {
  whole = await openWholeProgram()
})
afterAll(() => whole.close())

interface Shape {
  readonly [name: string]: unknown
}

const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null

/** The names that a schema knows, as anybody can read them in the description of the API. */
const namesIn = (schema: z.ZodType | undefined): readonly string[] => {
  if (schema === undefined) return []
  const described: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const parts = isShape(described) ? [described, ...[described['anyOf'], described['oneOf']].flat()] : []
  return [
    ...new Set(
      parts.flatMap((part) => (isShape(part) && isShape(part['properties']) ? Object.keys(part['properties']) : []))
    )
  ]
}

/** As JSON text, because not everything of it can be said as a value. */
const evilValues: readonly string[] = [
  'null',
  '[]',
  '{}',
  '[[[]]]',
  '""',
  '-0',
  '1e309',
  '-1',
  '9007199254740993',
  '"NaN"',
  'true',
  '"\\u0000"',
  '"\\ud800"',
  '"\\u202e"',
  '"../../etc/passwd"',
  '"file:///etc/passwd"',
  '"http://169.254.169.254/latest"',
  '"\'; DROP TABLE run; --"',
  '"%_\\\\%"',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  JSON.stringify('x'.repeat(10_000)),
  JSON.stringify('('.repeat(2000))
]

const evilTexts: readonly string[] = [
  '',
  'NaN',
  '-1',
  '1e309',
  '9007199254740993',
  '%00',
  '%F0%9F%8E%AC',
  '%ED%A0%80',
  '..%2F..%2Fetc%2Fpasswd',
  '%27%3B%20DROP%20TABLE%20run%3B%20--',
  '%25_%5C',
  '__proto__',
  'constructor',
  'x'.repeat(2000),
  '%28'.repeat(500)
]

const urlOf = ({ path }: Route, value = '999'): string => path.replaceAll(/:\w+/gu, value)

const send = async ({ method }: Route, url: string, payload?: string) => {
  const headers = {
    host,
    'x-api-key': whole.key,
    ...(payload === undefined ? {} : { 'content-type': 'application/json' })
  }
  const answer = await whole.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
  // 503: what stands behind it is out of reach, and says so.
  return {
    status: answer.statusCode,
    isFault: answer.statusCode >= 500 && answer.statusCode !== 503,
    body: answer.body
  }
}

const named = (routesOf: readonly Route[]) => routesOf.map((route) => [`${route.method} ${route.path}`, route] as const)
const withBody = all.filter(({ body }) => body !== undefined)
/** The original program took fields that it did not know, and what asks it goes on as it did; and no key may ask for a reset. */
const ours = withBody.filter(({ path }) => path.startsWith('/api/v1/') && path !== routes.resetAccess.path)

/** Everything of a list that ended in a fault of ours, with what came back. */
const faultsOf = async (route: Route, all: readonly Asked[]): Promise<readonly string[]> => {
  const faults: string[] = []
  for (const { url, payload } of all) {
    const { isFault, body } = await send(route, url, payload)
    if (isFault) faults.push(`${url} ${payload?.slice(0, 200) ?? ''}: ${body}`)
  }
  return faults
}

interface Asked {
  readonly url: string
  readonly payload?: string
}

const evilBodies = (route: Route): readonly Asked[] => {
  const fields = namesIn(route.body).flatMap((name) => evilValues.map((value) => `{${JSON.stringify(name)}:${value}}`))
  const wholes = [...evilValues, '{', '{"a":1,"a":2}', '\u0000', '{"__proto__":1}', '']
  return [...fields, ...wholes].map((payload) => ({ url: urlOf(route), payload }))
}

const evilQueries = (route: Route): readonly Asked[] =>
  [...namesIn(route.query), '__proto__', 'nobodyKnowsThis']
    .flatMap((name) => [
      ...evilTexts.map((text) => `${name}=${text}`),
      `${name}=1&${name}=2`,
      `${name}[]=1`,
      `${name}.x=1`
    ])
    .map((query) => ({ url: `${urlOf(route)}?${query}` }))

const evilAddresses = (route: Route): readonly Asked[] =>
  evilTexts.map((text) => ({ url: urlOf(route, text), ...(route.method === 'POST' ? { payload: '{}' } : {}) }))

describe('C1: input that nobody sane sends', () => {
  it.each(named(withBody))('never breaks %s, in no field of its body', async (_name, route) => {
    expect(await faultsOf(route, evilBodies(route))).toEqual([])
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it.each(named(ours))('%s takes no field that it does not know', async (_name, route) => {
    const { status, body } = await send(route, urlOf(route), '{"nobodyKnowsThis":1}')
    expect([status, JSON.parse(body)]).toMatchObject([400, { status: 400 }])
  })

  it.each(named(all.filter(({ query }) => query !== undefined)))('never breaks %s in its query', async (_n, route) => {
    expect(await faultsOf(route, evilQueries(route))).toEqual([])
  })

  it.each(named(all.filter(({ path }) => path.includes(':'))))('never breaks %s in its address', async (_n, route) => {
    expect(await faultsOf(route, evilAddresses(route))).toEqual([])
  })

  it('was no bug anywhere: what failed did so in words', () => {
    expect(whole.bugs.filter((bug) => !(bug instanceof Failure))).toEqual([])
  })
})

describe('C5: text that is a question to the database', () => {
  it('is looked for as it is written, signs of a pattern too', async () => {
    const asked = async (text: string): Promise<number> => {
      const { body } = await send(routes.library, `${routes.library.path}?limit=50&text=${encodeURIComponent(text)}`)
      const answer: unknown = JSON.parse(body)
      return isShape(answer) && Array.isArray(answer['rows']) ? answer['rows'].length : -1
    }
    expect(await asked('')).toBeGreaterThan(0)
    for (const text of ['%', '_', "' OR 1=1 --", '\\']) expect([text, await asked(text)]).toEqual([text, 0])
  })
})
