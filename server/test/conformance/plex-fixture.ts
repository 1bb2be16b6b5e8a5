/** The Plex adapter in front of the simulated server: what these tests share, and the end of everything they start. */
import { createServer, type IncomingMessage, type RequestListener, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock } from '#adapters/clock.ts'
import { createPlex, type PlexSettings } from '#adapters/plex/index.ts'
import type { LibraryIndex, LibraryItem } from '#core/model/library.ts'
import type { Clock } from '#ports/clock.ts'
import type { LibraryReading, MediaServer } from '#ports/media-server.ts'
import { Failure } from '#src/failure.ts'
import { type FakePlex, type FakePlexOptions, startFakePlex } from '#test/fakes/plex/index.ts'

/** A signal that nobody aborts. */
export const noAbort = new AbortController().signal

/** A clock that a test moves by hand; only `now` is held still. */
export const movableClock = (): Clock & { advance(ms: number): void } => {
  let ahead = 0
  return {
    now: () => systemClock.now() + ahead,
    after: systemClock.after,
    advance: (ms) => {
      ahead += ms
    }
  }
}

/** What a front door does with a request before the simulated server sees it. */
export interface FrontDoor {
  /** Answers itself and returns true, or leaves the request to the server. */
  readonly answer?: (incoming: IncomingMessage, response: ServerResponse) => boolean
  /** What the server is told to accept; default what the client asked for. */
  readonly accept?: string
}

const forwardTo =
  (target: string, door: FrontDoor): RequestListener =>
  (incoming, response) => {
    if (door.answer?.(incoming, response) === true) return
    const headers = { ...incoming.headers, ...(door.accept === undefined ? {} : { accept: door.accept }) }
    const onward = request(`${target}${incoming.url ?? ''}`, { method: incoming.method ?? 'GET', headers }, (inner) => {
      response.writeHead(inner.statusCode ?? 500, inner.headers)
      inner.pipe(response)
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    onward.end()
  }

export interface PlexStage {
  /** Sentences that the adapter logged. */
  readonly said: string[]
  fake(options: FakePlexOptions): Promise<FakePlex>
  /** The adapter; quick with another try. */
  plex(settings: Pick<PlexSettings, 'url' | 'token'> & Partial<PlexSettings>): MediaServer
  /** A fake and the adapter of its owner. */
  pair(options: FakePlexOptions, settings?: Partial<PlexSettings>): Promise<{ fake: FakePlex; plex: MediaServer }>
  /** A bare server on loopback; returns its address. */
  serve(listener: RequestListener): Promise<string>
  /** A server in front of a fake. */
  door(fake: FakePlex, door: FrontDoor): Promise<string>
  /** Ends everything. */
  dispose(): Promise<void>
}

/** A fresh stage; call `dispose` after the test. */
export const createPlexStage = (): PlexStage => {
  const ends: (() => Promise<unknown>)[] = []
  const said: string[] = []

  const stage: PlexStage = {
    said,
    fake: async (options) => {
      const fake = await startFakePlex(options)
      ends.push(fake.close)
      return fake
    },
    plex: (settings) => {
      const plex = createPlex({
        clientIdentifier: '00000000-0000-4000-8000-000000000001',
        version: '0.1.0',
        timeoutMs: 30_000,
        tlsInsecure: false,
        clock: systemClock,
        restMs: 0,
        backoff: { firstMs: 1, mostMs: 2 },
        log: (sentence) => said.push(sentence),
        ...settings
      })
      ends.push(plex.close)
      return plex
    },
    pair: async (options, settings = {}) => {
      const fake = await stage.fake(options)
      return { fake, plex: stage.plex({ url: fake.url, token: fake.token('owner'), ...settings }) }
    },
    serve: async (listener) => {
      const server = createServer(listener)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      ends.push(async () => {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      })
      const { port } = server.address() as AddressInfo
      return `http://127.0.0.1:${port}`
    },
    door: (fake, door) => stage.serve(forwardTo(fake.url, door)),
    dispose: async () => {
      for (const end of ends.splice(0).reverse()) await end()
    }
  }
  return stage
}

/** The library, read now. */
export const reading = (plex: MediaServer): Promise<LibraryReading> => plex.readLibrary(noAbort)

/** The item, which must be there. */
export const itemOf = (index: LibraryIndex, ratingKey: string): LibraryItem => {
  const item = index.item(ratingKey)
  if (item === undefined) throw new Error(`no item ${ratingKey}`)
  return item
}

/** The failure that a call ends with; anything else is a bug. */
export const failureOf = async (call: Promise<unknown>): Promise<Failure> => {
  try {
    await call
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown
    throw thrown
  }
  throw new Error('the call did not fail')
}
