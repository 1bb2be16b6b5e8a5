/** Whatever goes wrong between us and the cloud: the answer is the truth or a failure, it comes, it tells no token, and all is well again afterwards. */
import { describe, expect, it } from 'vitest'
import { type Secret, secret } from '#core/model/secret.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import { Failure } from '#src/failure.ts'
import { wish, wishes } from '#test/fakes/cloud/small-cloud.ts'
import type { Fault, FaultRule } from '#test/fakes/kit/faults/rule.ts'
import { createRandom } from '#test/fakes/kit/random.ts'
import { type CloudStage, openCloudStage } from './plex-cloud-fixture.ts'

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

interface Question {
  readonly name: string
  /** What it comes to, with its secrets in clear so that two answers can be compared. */
  ask(client: PlexCloud, house: House): Promise<unknown>
}

interface House extends CloudStage {
  readonly pin: string
}

const owner = (house: House): Secret => house.token('owner')
const shown = (token: Secret | undefined): string | undefined => token?.reveal()
const known = (house: House, name: string) => {
  const { id, uuid, title, pin } = house.fake.accounts.byName(name)
  return { id: String(id), uuid, name: title, kind: 'home', hasPin: pin !== undefined } as const
}

const questions: readonly Question[] = [
  { name: 'account', ask: (client, house) => client.account(owner(house), house.signal) },
  { name: 'home', ask: (client, house) => client.home(owner(house), house.signal) },
  { name: 'friends', ask: (client, house) => client.friends(owner(house), house.signal) },
  {
    name: 'shared',
    ask: async (client, house) => {
      const answer = await client.shared(owner(house), house.plex.machineIdentifier, house.signal)
      if (answer.kind === 'gone') return answer
      return { ...answer, access: answer.access.map((each) => ({ ...each, serverToken: shown(each.serverToken) })) }
    }
  },
  {
    name: 'become',
    ask: async (client, house) =>
      shown(await client.become(owner(house), { person: known(house, 'kid'), pin: secret('4711') }, house.signal))
  },
  {
    name: 'servers',
    ask: async (client, house) =>
      (await client.servers(owner(house), house.signal)).map((each) => ({
        ...each,
        serverToken: shown(each.serverToken)
      }))
  },
  {
    name: 'watchlist',
    ask: async (client, house) => {
      const answer = await client.watchlist(house.token('alex'), undefined, house.signal)
      return answer.kind === 'list' ? answer.entries : answer
    }
  },
  {
    name: 'friendWatchlist',
    ask: (client, house) => client.friendWatchlist(owner(house), known(house, 'friend').uuid, house.signal)
  },
  { name: 'friendsMark', ask: (client, house) => client.friendsMark(owner(house), house.signal) },
  {
    name: 'externalIds',
    ask: async (client, house) => [
      ...(await client.externalIds(
        owner(house),
        wishes(3).map(({ type, hex }) => `plex://${type}/${hex}`),
        house.signal
      ))
    ]
  },
  { name: 'beginPin', ask: async (client, house) => (await client.beginPin({ kind: 'code' }, house.signal)).link },
  {
    name: 'pin',
    ask: async (client, house) => {
      const state = await client.pin(house.pin, house.signal)
      return state.kind === 'done' ? shown(state.token) : state.kind
    }
  },
  { name: 'ping', ask: (client, house) => client.ping(owner(house), house.signal) }
]

const faults: readonly Fault[] = [
  ...[401, 403, 404, 408, 420, 429, 498, 500, 502, 503, 504].map((status): Fault => ({ kind: 'status', status })),
  { kind: 'status', status: 429, retryAfterSeconds: 40 },
  { kind: 'latency', fixedMs: 30 },
  { kind: 'latency', lognormal: { medianMs: 5, sigma: 1 } },
  { kind: 'neverAnswer' },
  { kind: 'headersThenStall' },
  { kind: 'drip', bytesPerSecond: 100 },
  { kind: 'truncate', atByte: 40 },
  { kind: 'truncate', atByte: 0 },
  { kind: 'malformedJson' },
  { kind: 'htmlWith200' },
  { kind: 'wrongContentType' },
  { kind: 'gzipCorrupt' },
  { kind: 'connectionReset' },
  { kind: 'hugeBody', bytes: 100_000 },
  { kind: 'hugeBody', bytes: 9_000_000 },
  { kind: 'duplicateItems' },
  { kind: 'missingItems' },
  { kind: 'clockSkew', ms: -86_400_000 }
]

/** Statuses that are answers to these questions when the service says them in its own words: gone, withdrawn, no Plex Pass. */
const answers: ReadonlySet<string> = new Set(['shared 404', 'externalIds 404', 'friendsMark 403'])

/**
 * What nobody can tell from the truth: a status that is an answer, and a page of a friend's list that begins one entry too late,
 * because such a list names no length and its cursors must be believed.
 */
const cannotBeSeen = ({ name }: Question, fault: Fault): boolean =>
  fault.kind === 'status'
    ? answers.has(`${name} ${fault.status}`)
    : name === 'friendWatchlist' && fault.kind === 'missingItems'

const random = createRandom(seed)
const anyRule = (fault: Fault): FaultRule => {
  const chance = random()
  if (chance < 0.4) return { fault }
  return chance < 0.7 ? { fault, nth: 1 + Math.floor(random() * 3) } : { fault, probability: 0.5 }
}
const cases = questions.flatMap((question) =>
  faults
    .filter((fault) => !cannotBeSeen(question, fault))
    .map((fault) => ({ question, rule: anyRule(fault) }))
    .map(({ question, rule }) => ({ question, rule, told: `${question.name} with ${JSON.stringify(rule)}` }))
)

const openHouse = async (): Promise<House> => {
  const stage = await openCloudStage({ seed }, { impatientMs: 250 })
  for (const entry of wishes(230, 500)) stage.fake.control.addToWatchlist('alex', entry)
  const { id } = await stage.client.beginPin({ kind: 'code' }, stage.signal)
  stage.fake.control.link(Number(id), 'alex')
  return { ...stage, pin: id }
}

/** Everything that may be in a text by mistake. */
const tokensOf = (house: House): readonly string[] => {
  const people = house.fake.accounts.all
  return [
    ...house.learnt,
    ...people.flatMap(({ name }) => [house.plex.token(name), house.fake.control.accountToken(name)]),
    '4711'
  ]
}

const everythingOf = (failure: Failure): string =>
  [
    failure.told,
    failure.stack,
    JSON.stringify(failure),
    JSON.stringify(Object.getOwnPropertyNames(failure).map((name) => String(Reflect.get(failure, name))))
  ].join('\n')

const expectQuiet = (failure: Failure, house: House): void => {
  expect(failure.code).toMatch(/^cloud\./u)
  expect(failure.cause).toBeUndefined()
  for (const token of tokensOf(house)) expect(everythingOf(failure)).not.toContain(token)
}

const outcomeOf = async (work: Promise<unknown>): Promise<{ readonly value: unknown } | Failure> => {
  try {
    return { value: await work }
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown
    throw thrown
  }
}

/** One question more may find the connection that an answer broken in the middle has left behind. */
const expectWell = async (question: Question, client: PlexCloud, house: House): Promise<void> => {
  const truth = await question.ask(house.another(), house)
  const first = await outcomeOf(question.ask(client, house))
  if (first instanceof Failure) house.fake.clock.advance(60_000)
  const outcome = first instanceof Failure ? await outcomeOf(question.ask(client, house)) : first
  expect(outcome).toEqual({ value: truth })
}

describe(`under every fault of the cloud (SEED=${seed})`, () => {
  it.each(cases)('$told', { timeout: 30_000 }, async ({ question, rule }) => {
    const house = await openHouse()
    try {
      const truth = await question.ask(house.another(), house)
      const client = house.another()
      const off = house.fake.faults.add(rule)
      for (let time = 0; time < 3; time += 1) {
        const outcome = await outcomeOf(question.ask(client, house))
        if (outcome instanceof Failure) expectQuiet(outcome, house)
        else expect(outcome.value).toEqual(truth)
      }
      off()
      house.fake.clock.advance(16 * 60_000)
      if (question.name !== 'pin') await expectWell(question, client, house)
    } finally {
      await house.close()
    }
  })
})

it('what is compared is not nothing', async () => {
  const house = await openHouse()
  const list = await questions.find(({ name }) => name === 'watchlist')?.ask(house.client, house)
  expect(list).toHaveLength(233)
  expect(JSON.stringify(list)).toContain(wish(600).hex)
  await house.close()
})
