/** Secrets while everything goes wrong: in no answer, no event, no line of the log and no file, however they are written. Row E3 of the list of attacks. */
import { type Route, routes } from '@pcu/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FakePlex } from '#test/fakes/plex/index.ts'
import { host, openWholeProgram, plantedSecrets, type WholeProgram } from './whole-program.ts'

let whole: WholeProgram
const heard: string[] = []
beforeAll(async () => {
  whole = await openWholeProgram()
  whole.program.app.face.bus.subscribe((event) => void heard.push(JSON.stringify(event)))
})
afterAll(() => whole.close())

const reads: readonly Route[] = Object.values(routes).filter(({ method }) => method === 'GET')

const ask = async (method: 'GET' | 'POST', url: string, payload?: object): Promise<string> => {
  const headers = { host, 'x-api-key': whole.key }
  const { body, headers: given } = await whole.app.inject({
    method,
    url,
    headers,
    ...(payload === undefined ? {} : { payload })
  })
  return `${JSON.stringify(given)}${body}`
}

/** Everything that anybody may ask, and what is tried at servers that fail. */
const everyAnswer = async (): Promise<string[]> => {
  const answers: string[] = []
  for (const { path } of reads) answers.push(await ask('GET', `${path.replaceAll(/:\w+/gu, '1')}?title=a&limit=50`))
  const trial = { url: whole.house.plex.url, token: plexToken() }
  answers.push(await ask('POST', routes.tryPlex.path, trial))
  answers.push(await ask('POST', routes.saveSettings.path, { revision: 'old', changes: { PLEX_TOKEN: plexToken() } }))
  answers.push(await ask('POST', routes.startRun.path, { dryRun: true }))
  return answers
}

const plexToken = (): string => whole.house.cloud.control.accountToken('owner')

/** As it is, in an address, in JSON, and in the texts into which headers are made. */
const spellings = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64').replace(/=+$/u, '').slice(0, -1),
  Buffer.from(secret).toString('hex')
]

type Fault = Parameters<FakePlex['faults']['add']>[0]['fault']

const faults: readonly (readonly [string, Fault | undefined])[] = [
  ['all is well', undefined],
  ['the token is refused', { kind: 'status', status: 401 }],
  ['the server is broken', { kind: 'status', status: 500 }],
  ['the answer is no JSON', { kind: 'wrongContentType' }],
  ['the answer cannot be unpacked', { kind: 'gzipCorrupt' }]
]

it.each(faults)('%s', async (_name, fault) => {
  if (fault !== undefined) whole.house.plex.faults.add({ fault })
  const answers = await everyAnswer()
  await whole.program.app.schedule.idle()
  answers.push(...(await everyAnswer()))
  whole.house.plex.faults.clear()
  const secrets = {
    ...plantedSecrets,
    WEBHOOK_HEADERS: 'planted-secret-3',
    PLEX_TOKEN: plexToken(),
    'the token of the server': whole.house.plex.token('owner')
  }
  const texts = [...answers, ...heard, whole.files()].join('\n')
  expect(answers.join('\n').length).toBeGreaterThan(10_000)
  for (const [name, secret] of Object.entries(secrets)) {
    for (const spelling of spellings(secret))
      expect([name, spelling, texts.includes(spelling)]).toEqual([name, spelling, false])
  }
})

it('would have been seen', async () => {
  const told = `nobody-minds-${Date.now()}`
  expect(await ask('POST', routes.startRun.path, { [told]: true })).toContain(told)
})
