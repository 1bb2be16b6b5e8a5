/** The event stream: numbered server-sent events with replay, a heartbeat, and an end for readers that do not read. */
import type { ServerResponse } from 'node:http'
import type { LiveEvent, LogLine } from '@pcu/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Bus } from '#engine/bus.ts'
import type { Face } from '#engine/face.ts'
import type { LogBook } from '#ports/log.ts'
import { Refused } from './failures.ts'

const heartbeatMs = 15_000
const mostReaders = 50
/** A reader that lets this much pile up is cut off; it reconnects and is told to fetch everything anew. */
const mostPending = 1_000_000

/** Serves the stream to many readers. */
export interface LiveStream {
  serve(request: FastifyRequest, reply: FastifyReply): void
  close(): void
}

const frame = (event: LiveEvent): string => `id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`

const resyncFrame = (id: number): string => `id: ${id}\nevent: resync\ndata: {}\n\n`

const asked = ({ originalUrl }: FastifyRequest, name: string): string | null =>
  new URLSearchParams(originalUrl.replace(/^[^?]*/u, '')).get(name)

/** A browser sends the header when it comes back by itself; a page that opens the stream anew can only say it in the address. */
const lastSeen = (request: FastifyRequest): number | undefined => {
  const header = request.headers['last-event-id']
  const number = Number.parseInt(typeof header === 'string' ? header : (asked(request, 'after') ?? ''), 10)
  return Number.isSafeInteger(number) ? number : undefined
}

const wantsLog = (request: FastifyRequest): boolean => asked(request, 'topics')?.split(',').includes('log') === true

const catchUp = (bus: Bus, seen: number | undefined): string => {
  if (seen === undefined) return `id: ${bus.lastId()}\nevent: hello\ndata: {}\n\n`
  const missed = bus.since(seen)
  return missed === undefined ? resyncFrame(bus.lastId()) : missed.map(frame).join('')
}

/** What the stream is told of the door. */
export interface LiveDoor {
  /** Of every answer. */
  readonly headers: Readonly<Record<string, string>>
  /** Asked at every heartbeat: a session that ended takes its stream along. */
  readonly mayStay: (request: FastifyRequest) => Promise<boolean>
}

/** Lines are gathered so long, so that a flood of them is a few frames. */
const gatherMs = 250
/** Lines that come faster than this are left out; their numbers show it, and whoever minds asks for them. */
const mostGathered = 500

/** Gathers lines of the log while anybody wants them. They carry no number of an event: what was missed is asked for by the numbers of the lines. */
const gatherLog = (book: LogBook, tell: (frame: string) => void) => {
  let waiting: LogLine[] = []
  let timer: NodeJS.Timeout | undefined
  const flush = (): void => {
    timer = undefined
    tell(`event: log\ndata: ${JSON.stringify(waiting)}\n\n`)
    waiting = []
  }
  const subscription = book.subscribe((line) => {
    waiting.push(line)
    if (waiting.length > mostGathered) waiting.shift()
    timer ??= setTimeout(flush, gatherMs).unref()
  })
  return {
    cancel: () => {
      subscription.cancel()
      clearTimeout(timer)
    }
  }
}

/** Makes the stream over a bus and a log. */
export const createLiveStream = ({ bus, log }: Pick<Face, 'bus' | 'log'>, door: LiveDoor): LiveStream => {
  const readers = new Map<ServerResponse, FastifyRequest>()

  const send = (reader: ServerResponse, text: string): void => {
    reader.write(text)
    if (reader.writableLength > mostPending) reader.destroy()
  }

  const subscription = bus.subscribe((event) => {
    const text = frame(event)
    for (const reader of readers.keys()) send(reader, text)
  })
  const ofLog = new Set<ServerResponse>()
  let gathering: ReturnType<typeof gatherLog> | undefined
  const tellLog = (reader: ServerResponse): void => {
    ofLog.add(reader)
    gathering ??= gatherLog(log, (text) => {
      for (const one of ofLog) send(one, text)
    })
  }
  const leave = (reader: ServerResponse): void => {
    readers.delete(reader)
    ofLog.delete(reader)
    if (ofLog.size > 0) return
    gathering?.cancel()
    gathering = undefined
  }
  const beat = async (reader: ServerResponse, request: FastifyRequest): Promise<void> => {
    const stays = await door.mayStay(request).catch(() => false)
    if (stays) send(reader, ': alive\n\n')
    else reader.end()
  }
  const heartbeat = setInterval(() => {
    for (const [reader, request] of readers) void beat(reader, request)
  }, heartbeatMs)
  heartbeat.unref()

  return {
    serve: (request, reply) => {
      if (readers.size >= mostReaders)
        throw new Refused(503, `There are ${mostReaders} live pages open already; close one.`)
      reply.hijack()
      const reader = reply.raw
      reader.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
        ...door.headers
      })
      reader.write(`retry: 2000\n\n${catchUp(bus, lastSeen(request))}`)
      readers.set(reader, request)
      if (wantsLog(request)) tellLog(reader)
      reader.on('close', () => leave(reader))
    },
    close: () => {
      subscription.cancel()
      gathering?.cancel()
      clearInterval(heartbeat)
      for (const reader of readers.keys()) reader.end()
      readers.clear()
    }
  }
}
