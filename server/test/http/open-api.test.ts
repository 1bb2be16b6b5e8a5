/** The OpenAPI document: valid by the rules of OpenAPI 3.1, and every endpoint in it exactly once with what it needs. */
import { openApiOf, otherEndpoints, type Route, routes } from '@pcu/contract'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, expect, it } from 'vitest'
import { createHttp } from '#http/server.ts'
import { openDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'

interface Operation {
  readonly operationId: string
  readonly security: readonly object[]
  readonly 'x-policy': string
  readonly requestBody?: object
  readonly responses: Readonly<Record<string, object>>
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[]
}
interface Document {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

const app = createHttp({
  ...openDoor(),
  face: quietFace(),
  version: '9.9.9',
  pageFolder: undefined,
  onBug: () => undefined
})
afterAll(() => app.close())

const read = async (): Promise<Document> => (await app.inject('/api/v1/openapi.json')).json()

const described = ({ paths }: Document) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ where: `${method.toUpperCase()} ${path}`, ...operation }))
  )

const declared: readonly (readonly [string, Route])[] = Object.entries(routes)
const templateOf = (path: string): string => path.replaceAll(/:(\w+)/gu, '{$1}')

it('is valid', async () => {
  const document = await read()
  expect(document.openapi).toMatch(/^3\.1\./u)
  const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(document)))
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
})

it('has every endpoint exactly once, by its name, with what it needs', async () => {
  const found = described(await read()).map(({ where, operationId, 'x-policy': policy }) => [
    where,
    operationId,
    policy
  ])
  const expected = [
    ...declared.map(([name, { method, path, policy }]) => [`${method} ${templateOf(path)}`, name, policy]),
    ...otherEndpoints.map(({ name, path, policy }) => [`GET ${templateOf(path)}`, name, policy])
  ]
  expect(found.toSorted()).toEqual(expected.toSorted())
  expect(new Set(found.map(([, name]) => name)).size).toBe(found.length)
})

it('has what the server answers, and nothing else', () => {
  for (const [, { method, path }] of declared) expect([path, app.hasRoute({ method, url: path })]).toEqual([path, true])
  for (const { path } of otherEndpoints) expect(app.hasRoute({ method: 'GET', url: path })).toBe(true)
})

it('says of each operation who may use it, what it takes, and how it fails', async () => {
  for (const { where, security, requestBody, responses, 'x-policy': policy, ...rest } of described(await read())) {
    expect([where, security.length]).toEqual([where, policy === 'open' ? 0 : 2])
    expect([where, requestBody !== undefined]).toEqual([where, where.startsWith('POST')])
    expect([where, JSON.stringify(responses['default'])]).toEqual([where, expect.stringContaining('schemas/Problem')])
    const named = (rest.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => `{${name}}`)
    expect([where, where.match(/\{\w+\}/gu) ?? []]).toEqual([where, named])
  }
})

it('knows which parameters may be left out, and what they become', () => {
  const { paths } = openApiOf({ routes: { runs: routes.runs, log: routes.log }, others: [], version: '9' })
  expect(paths).toMatchObject({
    '/api/v1/runs': {
      get: {
        parameters: [
          { name: 'offset', required: false, schema: { type: 'integer', minimum: 0, default: 0 } },
          { name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: 200, default: 20 } }
        ]
      }
    },
    '/api/v1/log': { get: { parameters: expect.arrayContaining([expect.objectContaining({ name: 'level' })]) } }
  })
})
