/** Measures how long and how much memory reading a library of 100 000 items takes, with server and reader in processes of their own. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { systemClock } from '#adapters/clock.ts'
import { createPlex } from '#adapters/plex/index.ts'
import { asStarted } from './lab/as-started.ts'

const latencyMs = 5
const self = fileURLToPath(import.meta.url)
const mega = (bytes: number): number => Math.round(bytes / 1e6)

/** What a reader found out about itself. Bytes and milliseconds. */
interface Figures {
  readonly items: number
  readonly requests: number
  readonly wallMs: number
  readonly againMs: number
  readonly againRequests: number
  readonly rssBefore: number
  readonly rssPeak: number
  readonly heapAfter: number
}

const tell = (message: unknown): void => {
  process.send?.(message)
}

/** The server is loaded here alone, so that its memory does not count as the reader's. */
const serve = async (): Promise<void> => {
  const { makeLibrary, startFakePlex } = await import('#test/fakes/plex/index.ts')
  const library = makeLibrary({ seed: 7, movies: 30_000, shows: 1400, seasonsPerShow: 5, episodesPerSeason: 10 })
  const plex = await startFakePlex({ library, latencyMs, cachedPages: 500 })
  tell({ url: plex.url, token: plex.token('owner') })
  process.once('disconnect', () => void plex.close())
}

const read = async (url: string, token: string): Promise<void> => {
  const rssBefore = process.memoryUsage().rss
  let rssPeak = rssBefore
  const watch = setInterval(() => {
    rssPeak = Math.max(rssPeak, process.memoryUsage().rss)
  }, 5)
  const settings = { url, token, clientIdentifier: 'bench', version: '0', timeoutMs: 30_000, tlsInsecure: false }
  const plex = createPlex({ ...settings, clock: systemClock })
  const { signal } = new AbortController()
  const begun = systemClock.now()
  const { index, silent } = await plex.readLibrary(signal)
  const wallMs = systemClock.now() - begun
  if (silent.length > 0) throw new Error(`silent: ${JSON.stringify(silent)}`)
  const requests = plex.requests()
  const again = systemClock.now()
  await plex.readLibrary(signal)
  clearInterval(watch)
  tell({
    items: index.size,
    requests,
    wallMs,
    againMs: systemClock.now() - again,
    againRequests: plex.requests() - requests,
    rssBefore,
    rssPeak: Math.max(rssPeak, process.memoryUsage().rss),
    heapAfter: process.memoryUsage().heapUsed
  } satisfies Figures)
  await plex.close()
  process.disconnect?.()
}

const readerFigures = async (server: { readonly url: string; readonly token: string }): Promise<Figures> => {
  const [figures] = await once(fork(self, ['read', server.url, server.token], { execArgv: asStarted }), 'message')
  return figures as Figures
}

const measure = async (): Promise<void> => {
  const child = fork(self, ['serve'])
  const [server] = await once(child, 'message')
  await readerFigures(server)
  const figures = await readerFigures(server)
  child.disconnect()
  const limitMs = 1.5 * (figures.requests / 3) * latencyMs + 1500
  const rss = `RSS ${mega(figures.rssBefore)} -> at most ${mega(figures.rssPeak)} MB, heap ${mega(figures.heapAfter)} MB`
  const lines = [
    `plex index: ${figures.items} items, ${figures.requests} requests (at most 110)`,
    `plex index: ${figures.wallMs} ms (aim ${Math.round(limitMs)} ms at ${latencyMs} ms latency)`,
    `plex index: ${rss} (aim 200 MB)`,
    `plex index: next reading ${figures.againRequests} requests, ${figures.againMs} ms`
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  // Times and memory depend on the machine and its load; only the number of requests is a promise.
  process.exitCode = figures.requests <= 110 ? 0 : 1
}

const [task, url, token] = process.argv.slice(2)
if (task === 'serve') await serve()
else if (task === 'read' && url !== undefined && token !== undefined) await read(url, token)
else await measure()
