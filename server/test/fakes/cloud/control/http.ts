/** The way for another process to steer the simulated cloud: JSON over HTTP under `/__fake/` of any service. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { FakeCloud } from '#test/fakes/cloud/fake-cloud.ts'
import { faultRule } from '#test/fakes/kit/control/fault-shape.ts'
import { runControl } from '#test/fakes/kit/control/over-http.ts'
import type { WatchlistEntry } from '#test/fakes/people/spec.ts'

type Command = (cloud: FakeCloud, given: unknown) => unknown

function command<T>(shape: z.ZodType<T>, run: (cloud: FakeCloud, given: T) => unknown): Command {
  return (cloud, given) => run(cloud, shape.parse(given))
}

const nothing = z.unknown()
const person = z.object({ person: z.string() })

const entry: z.ZodType<WatchlistEntry> = z.object({
  hex: z.string().regex(/^[0-9a-f]{24}$/),
  type: z.enum(['movie', 'show']),
  title: z.string(),
  year: z.int().exactOptional(),
  at: z.number(),
  guids: z.array(z.string()).exactOptional(),
  originallyAvailableAt: z.string().exactOptional()
})

function state(cloud: FakeCloud) {
  return {
    now: cloud.clock.now(),
    seed: cloud.seed,
    urls: cloud.urls,
    people: cloud.accounts.all.map(({ name, kind, id, uuid, privacy, subscription, watchlist }) => ({
      ...{ name, kind, id, uuid, privacy, subscription },
      watchlist: watchlist.entries().length,
      token: cloud.control.accountToken(name)
    })),
    faults: cloud.faults.rules()
  }
}

const commands: Readonly<Record<string, Command>> = {
  'GET state': command(nothing, state),
  'GET counters': command(nothing, (cloud) => cloud.counters()),
  'GET log': command(nothing, (cloud) => cloud.log.entries()),
  'POST clock/advance': command(z.object({ ms: z.number().min(0) }), (cloud, { ms }) => {
    cloud.clock.advance(ms)
    return { now: cloud.clock.now() }
  }),
  'POST faults': command(faultRule, (cloud, rule) => {
    cloud.faults.add(rule)
  }),
  'DELETE faults': command(nothing, (cloud) => cloud.faults.clear()),
  'POST link': command(person.extend({ pin: z.union([z.number(), z.string()]) }), ({ control }, given) =>
    control.link(given.pin, given.person)
  ),
  'POST revoke': command(
    person.extend({ which: z.enum(['all', 'account', 'server']).exactOptional() }),
    ({ control }, given) => control.revoke(given.person, given.which)
  ),
  'POST leave': command(person, ({ control }, given) => control.leave(given.person)),
  'POST come-back': command(person, ({ control }, given) => control.comeBack(given.person)),
  'POST share': command(person.extend({ sections: z.array(z.string()).exactOptional() }), ({ control }, given) =>
    control.share(given.person, given.sections)
  ),
  'GET watchlist': command(person, ({ control }, given) => control.watchlist(given.person)),
  'POST watchlist/add': command(person.extend({ entry }), ({ control }, given) =>
    control.addToWatchlist(given.person, given.entry)
  ),
  'POST watchlist/remove': command(person.extend({ hex: z.string() }), ({ control }, given) =>
    control.removeFromWatchlist(given.person, given.hex)
  ),
  'POST privacy': command(person.extend({ privacy: z.enum(['public', 'friends', 'private']) }), ({ control }, given) =>
    control.setPrivacy(given.person, given.privacy)
  ),
  'POST subscription': command(person.extend({ active: z.boolean() }), ({ control }, given) =>
    control.setSubscription(given.person, given.active)
  ),
  'POST shared-servers': command(
    z.object({ mode: z.enum(['normal', 'blankTokens', 'attributeMissing', 'gone404']) }),
    ({ control }, { mode }) => control.sharedServers(mode)
  ),
  'POST withdraw': command(
    z.object({ hex: z.string(), withdrawn: z.boolean().exactOptional() }),
    ({ control }, given) => control.withdraw(given.hex, given.withdrawn)
  )
}

export function answerControl(cloud: FakeCloud, incoming: IncomingMessage, response: ServerResponse): void {
  runControl(incoming, response, (name, given) => {
    const run = commands[name]
    return run === undefined ? undefined : () => run(cloud, given)
  })
}
