/** The event stream: numbered server-sent events with replay, a heartbeat, and an end for readers that do not read. */
import type { ServerResponse } from 'node:http'
import type { LiveEvent } from '@pcu/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Bus } from '#engine/bus.ts'
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

const lastSeen = (request: FastifyRequest): number | undefined => {
  const header = request.headers['last-event-id']
  const number = typeof header === 'string' ? Number.parseInt(header, 10) : Number.NaN
  return Number.isSafeInteger(number) ? number : undefined
}

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

/** Makes the stream over a bus. */
export const createLiveStream = (bus: Bus, door: LiveDoor): LiveStream => {
  const readers = new Map<ServerResponse, FastifyRequest>()

  const send = (reader: ServerResponse, text: string): void => {
    reader.write(text)
    if (reader.writableLength > mostPending) reader.destroy()
  }

  const subscription = bus.subscribe((event) => {
    const text = frame(event)
    for (const reader of readers.keys()) send(reader, text)
  })
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
      reader.on('close', () => readers.delete(reader))
    },
    close: () => {
      subscription.cancel()
      clearInterval(heartbeat)
      for (const reader of readers.keys()) reader.end()
      readers.clear()
    }
  }
}
