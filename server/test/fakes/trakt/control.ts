/** What people and Trakt itself do to the simulated Trakt, in-process or by another process under `/__fake/`. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { faultRule } from '#test/fakes/kit/control/fault-shape.ts'
import { runControl } from '#test/fakes/kit/control/over-http.ts'
import type { FakeTrakt, TraktControl } from './fake-trakt.ts'
import { accountOf, chartKey, type Entry, type TitleSpec, type World } from './world.ts'

const entriesOf = (titles: readonly (TitleSpec | 'a person')[], now: number): readonly Entry[] =>
  titles.map((title, position) => ({ title, at: now - position * 1000 }))

export function createControl(world: World): TraktControl {
  const codeOf = (userCode: string) => {
    const code = [...world.codes.values()].find((one) => one.userCode === userCode)
    if (code === undefined) throw new Error(`no such code: ${userCode}`)
    return code
  }
  const changed = (username: string, entries: readonly Entry[], type: TitleSpec['type']): void => {
    const account = accountOf(world, username)
    account.watchlist = entries
    account.changedAt[type] = world.clock.now()
  }
  return {
    chart: (chart, titles) => {
      for (const type of ['movie', 'show'] as const) {
        const ofType = titles.filter((title) => title.type === type)
        if (ofType.length > 0 || titles.length === 0) world.charts.set(chartKey(chart, type), ofType)
      }
    },
    list: (address, titles) => {
      world.lists.set(address, { items: entriesOf(titles, world.clock.now()), isPrivate: false })
    },
    hide: (address) => {
      const list = world.lists.get(address)
      if (list !== undefined) list.isPrivate = true
      const account = world.accounts.get(address)
      if (account !== undefined) account.isPrivate = true
      if (list === undefined && account === undefined) throw new Error(`nothing to hide: ${address}`)
    },
    removeList: (address) => void world.lists.delete(address),
    addToWatchlist: (username, title) => {
      const { watchlist } = accountOf(world, username)
      changed(username, [...watchlist, { title, at: world.clock.now() }], title.type)
    },
    removeFromWatchlist: (username, name) => {
      const { watchlist } = accountOf(world, username)
      const gone = watchlist.find(({ title }) => title !== 'a person' && title.title === name)
      if (gone === undefined || gone.title === 'a person') throw new Error(`${name} is on no watchlist of ${username}`)
      changed(
        username,
        watchlist.filter((entry) => entry !== gone),
        gone.title.type
      )
    },
    approve: (userCode, username) => {
      accountOf(world, username)
      codeOf(userCode).state = { approvedBy: username }
    },
    deny: (userCode) => {
      codeOf(userCode).state = 'denied'
    },
    endSessions: (username) => {
      for (const session of world.sessions) if (session.username === username) session.isOver = true
    }
  }
}

type Command = (trakt: FakeTrakt, given: unknown) => unknown

function command<T>(shape: z.ZodType<T>, run: (trakt: FakeTrakt, given: T) => unknown): Command {
  return (trakt, given) => run(trakt, shape.parse(given))
}

const nothing = z.unknown()
const title: z.ZodType<TitleSpec> = z.object({
  type: z.enum(['movie', 'show']),
  title: z.string(),
  year: z.int().nullable().exactOptional(),
  imdb: z.string().nullable().exactOptional(),
  tmdb: z.int().nullable().exactOptional(),
  tvdb: z.int().nullable().exactOptional()
})
const chart = z.object({ chart: z.enum(['trending', 'popular', 'anticipated']), titles: z.array(title) })

const commands: Readonly<Record<string, Command>> = {
  'GET counters': command(nothing, (trakt) => trakt.log.counters()),
  'GET log': command(nothing, (trakt) => trakt.log.entries()),
  'POST clock/advance': command(z.object({ ms: z.number().min(0) }), (trakt, { ms }) => trakt.clock.advance(ms)),
  'POST faults': command(faultRule, (trakt, rule) => {
    trakt.faults.add(rule)
  }),
  'DELETE faults': command(nothing, (trakt) => trakt.faults.clear()),
  'POST chart': command(chart, ({ control }, given) => control.chart(given.chart, given.titles)),
  'POST list': command(z.object({ address: z.string(), titles: z.array(title) }), ({ control }, given) =>
    control.list(given.address, given.titles)
  ),
  'POST watchlist/add': command(z.object({ username: z.string(), title }), ({ control }, given) =>
    control.addToWatchlist(given.username, given.title)
  ),
  'POST approve': command(z.object({ userCode: z.string(), username: z.string() }), ({ control }, given) =>
    control.approve(given.userCode, given.username)
  ),
  'POST deny': command(z.object({ userCode: z.string() }), ({ control }, given) => control.deny(given.userCode))
}

export function answerControl(trakt: FakeTrakt, incoming: IncomingMessage, response: ServerResponse): void {
  runControl(incoming, response, (name, given) => {
    const run = commands[name]
    return run === undefined ? undefined : () => run(trakt, given)
  })
}
