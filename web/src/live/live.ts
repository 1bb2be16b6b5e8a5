/** Keeps the page current: events patch the status, whatever they make old is asked for again, breaks are noticed. */

import type { LiveEvent, LogLine, Status } from '@pcu/contract'
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { ask } from '../api/client.ts'
import { keys } from '../api/queries.ts'
import { learnServerTime, serverNow } from '../ui/time/clock.ts'
import { applyEvent } from './apply.ts'
import { createRefresher } from './refresher.ts'
import { createStore } from './store.ts'
import { openStream, type Stream, type Topic } from './stream.ts'

/** Whether events arrive. `lost` is only said after a patient moment. */
export interface Connection {
  readonly state: 'connecting' | 'open' | 'lost'
  /** Epoch milliseconds since when. */
  readonly since: number
}

/** A move that came to its end while the page was open. */
export type MoveEnd = Extract<LiveEvent, { type: 'move.finished' | 'move.failed' | 'move.stood-back' }>

const PATIENCE_MS = 3000
const GATHER_MS = 500
const EVENTS_REMEMBERED = 1000
const ENDS_REMEMBERED = 5

export const connection = createStore<Connection>({ state: 'connecting', since: serverNow() })
/** The last moves that ended, newest first. */
export const lately = createStore<readonly MoveEnd[]>([])

/** Newest events; an answer that was under way while they came is brought up to date with them. */
let remembered: LiveEvent[] = []

const statusQuery = queryOptions({
  queryKey: keys.status,
  queryFn: async ({ signal }) => {
    const status = await ask('status', { signal })
    learnServerTime(status.now)
    return remembered.reduce(applyEvent, status)
  },
  refetchInterval: () => (connection.get().state === 'lost' ? 5000 : 60_000)
})

/** A part of the status; renders again only when that part changes. */
export const useStatus = <Part>(select: (status: Status) => Part) => useQuery({ ...statusQuery, select })

const EVERYTHING = [
  'library',
  'why',
  'status',
  'cached',
  'runs',
  'plan',
  'people',
  'paths',
  'settings',
  'storage'
] as const
type Room = (typeof EVERYTHING)[number] | 'owner' | 'plexProof'

const outdatedBy = (event: LiveEvent): readonly Room[] => {
  switch (event.type) {
    case 'run.finished':
      return EVERYTHING
    case 'move.finished':
      return ['cached', 'library', 'runs', 'status', 'why']
    case 'settings.changed':
      return ['settings', 'status', 'people', 'paths', 'storage', 'owner', 'plexProof']
    case 'plan.made':
      return ['library', 'plan', 'runs', 'status', 'why']
    case 'run.started':
      return ['runs', 'status']
    case 'move.started':
      return ['library']
    case 'move.progressed':
    case 'pool.measured':
    case 'run.requested':
    case 'run.waits':
      return []
    default:
      return ['status']
  }
}

const isEnd = (event: LiveEvent): event is MoveEnd =>
  event.type === 'move.finished' || event.type === 'move.failed' || event.type === 'move.stood-back'

function patienceBeforeLost() {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    start: () => {
      if (timer !== undefined || connection.get().state === 'lost') return
      const since = serverNow()
      timer = setTimeout(() => connection.set({ state: 'lost', since }), PATIENCE_MS)
    },
    stop: () => {
      clearTimeout(timer)
      timer = undefined
      connection.set({ state: 'open', since: serverNow() })
    }
  }
}

type LogListener = (lines: readonly LogLine[]) => void
const logListeners = new Set<LogListener>()
let stream: Stream | null = null

const topicsNow = (): readonly Topic[] => (logListeners.size > 0 ? ['log'] : [])

/** Hears new lines of the log, several at a time, until it is taken back; while nobody hears them they do not travel. */
export function watchLog(listener: LogListener): () => void {
  logListeners.add(listener)
  stream?.follow(topicsNow())
  return () => {
    logListeners.delete(listener)
    stream?.follow(topicsNow())
  }
}

/** What can be asked of the live connection. */
export interface Live {
  readonly reconnect: () => void
  readonly close: () => void
}

/** Opens the stream and keeps the client's memory current until closed. */
export function goLive(client: QueryClient): Live {
  const refetch = async (room: Room) => {
    if (room === 'runs') await client.invalidateQueries({ queryKey: ['run'] })
    await client.invalidateQueries({ queryKey: keys[room] })
  }
  const refresh = createRefresher(refetch, GATHER_MS)
  const patience = patienceBeforeLost()
  let opened = false

  const startOver = () => {
    remembered = []
    refresh(EVERYTHING)
  }

  patience.start()
  const listening = {
    onOpen: (how: 'anew' | 'resumed') => {
      patience.stop()
      if (opened && how === 'anew') startOver()
      opened = true
      // Lines that were written between the answer and the stream come by no other way.
      if (logListeners.size > 0) void client.invalidateQueries({ queryKey: keys.log })
    },
    onLog: (lines: readonly LogLine[]) => {
      for (const listener of logListeners) listener(lines)
    },
    onEvent: (event: LiveEvent) => {
      remembered = [...remembered.slice(1 - EVENTS_REMEMBERED), event]
      client.setQueryData<Status>(keys.status, (status) => status && applyEvent(status, event))
      if (isEnd(event)) lately.set([event, ...lately.get()].slice(0, ENDS_REMEMBERED))
      refresh(outdatedBy(event))
    },
    onResync: startOver,
    onLost: patience.start
  }
  const opening = openStream(listening, topicsNow())
  stream = opening
  return {
    reconnect: opening.reconnect,
    close: () => {
      if (stream === opening) stream = null
      opening.close()
    }
  }
}
