/** Routes about watching: what plays now, what was watched, and the calls by which players report. */

import type { Param } from '#test/fakes/kit/http/query.ts'
import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import { playerOf } from '#test/fakes/plex/playback/screen.ts'
import { durationOf, offsetAt, type Session, settle } from '#test/fakes/plex/playback/session.ts'
import { mark, unmark } from '#test/fakes/plex/playback/viewing.ts'
import { sessionNode } from '#test/fakes/plex/serialise/session-node.ts'
import type { HistoryRow } from '#test/fakes/plex/world/history.ts'
import { stateOf } from '#test/fakes/plex/world/people.ts'
import type { World } from '#test/fakes/plex/world/world.ts'
import { badRequest, container, done, notFound, type PersonAsk, type Reply, type Route } from './route.ts'

function sessions({ world }: PersonAsk): Reply {
  const all = world.sessions.all().map((session) => sessionNode(session, world))
  return container({ size: all.length }, { Metadata: all })
}

function rowNode(row: HistoryRow, world: World): Tree {
  const { item } = row
  const alive = world.library.lookup(item.ratingKey) !== undefined
  const path = (key: string | undefined): string | undefined =>
    key === undefined || !alive ? undefined : `/library/metadata/${key}`
  return {
    historyKey: `/status/sessions/history/${row.id}`,
    key: path(item.ratingKey),
    ratingKey: alive ? item.ratingKey : undefined,
    librarySectionID: world.quirks.idsAsStrings ? item.sectionKey : Number(item.sectionKey),
    parentKey: path(item.parentKey),
    grandparentKey: path(item.grandparentKey),
    title: item.title,
    grandparentTitle: item.grandparentTitle,
    type: item.type,
    thumb:
      path(item.ratingKey) === undefined ? undefined : `/library/metadata/${item.ratingKey}/thumb/${item.updatedAt}`,
    index: item.index,
    parentIndex: item.parentIndex,
    originallyAvailableAt: item.originallyAvailableAt,
    viewedAt: row.viewedAt,
    accountID: row.person.accountId,
    deviceID: row.deviceId
  }
}

const rowTests: Readonly<Record<string, (row: HistoryRow, param: Param) => boolean>> = {
  accountID: (row, { value }) => row.person.accountId === Number(value),
  librarySectionID: (row, { value }) => row.item.sectionKey === value,
  metadataItemID: ({ item }, { value }) => [item.ratingKey, item.parentKey, item.grandparentKey].includes(value),
  viewedAt: (row, { operator, value }) => {
    const limit = Number(value)
    if (operator === '>=') return row.viewedAt >= limit
    if (operator === '<=') return row.viewedAt <= limit
    if (operator === '>>=') return row.viewedAt > limit
    return operator === '<<=' ? row.viewedAt < limit : row.viewedAt === limit
  }
}

function history(ask: PersonAsk): Reply {
  const { world, person, query, page } = ask
  const tests = query.params.filter(({ name }) => name in rowTests)
  const rows = world.history
    .rows()
    .filter((row) => person.isAdmin || row.person === person)
    .filter((row) => tests.every((param) => rowTests[param.name]?.(row, param) ?? true))
  const descending = query.text('sort')?.endsWith(':desc') ?? false
  const sorted = [...rows].sort((a, b) => (a.viewedAt - b.viewedAt || a.id - b.id) * (descending ? -1 : 1))
  const start = Math.max(0, page.start + (page.start > 0 ? ask.pageShift : 0))
  const most = Math.min(page.size ?? sorted.length, world.pageCap ?? sorted.length)
  const cut = sorted.slice(start, start + most).map((row) => rowNode(row, world))
  const without = query.text('excludeFields')?.split(',') ?? []
  for (const node of cut) for (const field of without) delete node[field]
  const facts = { size: cut.length, totalSize: sorted.length, offset: page.start }
  return {
    kind: 'container',
    total: sorted.length,
    container: { ...facts, Metadata: cut.length > 0 ? cut : undefined }
  }
}

function markRoute(change: typeof mark) {
  return ({ world, person, query }: PersonAsk): Reply => {
    const key = query.text('key')
    if (key === undefined || query.text('identifier') !== 'com.plexapp.plugins.library') return badRequest
    return change(world, person, key) ? done : notFound
  }
}

function sessionOf(ask: PersonAsk, ratingKey: string): Session | undefined {
  const client = ask.clientIdentifier ?? 'unknown-player'
  const open = ask.world.sessions
    .all()
    .find((each) => each.person === ask.person && each.player.machineIdentifier === client)
  if (open?.subject.kind === 'item' && open.subject.item.ratingKey === ratingKey) return open
  if (open !== undefined) ask.world.stage.end(open)
  const item = ask.world.library.lookup(ratingKey)
  if (item === undefined) return undefined
  return ask.world.sessions.add({
    person: ask.person,
    player: playerOf({ machineIdentifier: client }, ask.person.name),
    subject: { kind: 'item', item, media: 0 },
    transcode: false,
    withoutSession: false,
    speed: 1,
    state: 'playing',
    offsetMs: 0,
    since: ask.world.clock.now(),
    ghost: false,
    counted: false,
    cancelTimer: () => undefined
  })
}

const states = ['playing', 'paused', 'buffering', 'stopped'] as const

/** A player reports where it is. A report is taken at its word, so a real client can drive the simulated server. */
function timeline(ask: PersonAsk): Reply {
  const { query, world, person } = ask
  const ratingKey = query.text('ratingKey')
  const state = states.find((each) => each === query.text('state'))
  const time = query.number('time')
  if (ratingKey === undefined || state === undefined || time === undefined) return badRequest
  const session = sessionOf(ask, ratingKey)
  if (session === undefined) return notFound
  settle(session, world.clock.now(), Math.min(time, durationOf(session.subject)))
  if (state === 'stopped') world.stage.end(session)
  else {
    session.state = state
    world.stage.cue(session)
  }
  const { viewCount } = stateOf(person, ratingKey)
  return container({
    size: 0,
    playbackState: 'progress',
    skipCount: 0,
    viewCount,
    viewOffset: offsetAt(session, world.clock.now())
  })
}

export const sessionRoutes: readonly Route[] = [
  { pattern: '/status/sessions', access: 'admin', answer: sessions },
  { pattern: '/status/sessions/history/all', access: 'token', answer: history },
  { pattern: '/:/scrobble', methods: ['GET', 'PUT'], access: 'token', answer: markRoute(mark) },
  { pattern: '/:/unscrobble', methods: ['GET', 'PUT'], access: 'token', answer: markRoute(unmark) },
  { pattern: '/:/timeline', methods: ['GET', 'POST'], access: 'token', answer: timeline }
]
