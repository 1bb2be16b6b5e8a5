/** A push connection by websocket: opens, pings, notices when the other side is gone, and always ends. */
import { WebSocket } from 'ws'
import { closedFailure, networkFailure, statusFailure, timeoutFailure } from '#adapters/plex/failures.ts'
import type { Failure } from '#src/failure.ts'
import { type Link, type LinkEnd, notificationsPath, notificationsQuery } from './link.ts'

/** A notification is a few hundred bytes; a scan's list some thousand. */
const mostFrameBytes = 4 * 1024 * 1024
/** Unanswered pings before the connection counts as dead. */
const mostMissed = 2

const socketOf = (link: Link): WebSocket => {
  const base = link.asked.address.base.replace(/^http/, 'ws')
  return new WebSocket(`${base}${notificationsPath.websocket}?${notificationsQuery}`, {
    headers: link.headers,
    handshakeTimeout: link.timings.openMs,
    maxPayload: mostFrameBytes,
    perMessageDeflate: false,
    followRedirects: false,
    rejectUnauthorized: !link.tlsInsecure
  })
}

const endOfStatus = (link: Link, status: number): LinkEnd => {
  const failure = statusFailure(link.asked, status)
  return { kind: status === 401 || status === 403 ? 'refused' : 'barred', failure }
}

/** Beats until the returned function is called; ends the socket when nothing came back for some beats. */
const keepAlive = (socket: WebSocket, pingMs: number, died: () => void): (() => void) => {
  let missed = 0
  const alive = (): void => {
    missed = 0
  }
  for (const sign of ['pong', 'ping', 'message'] as const) socket.on(sign, alive)
  const timer = setInterval(() => {
    if (missed >= mostMissed) {
      died()
      return
    }
    missed += 1
    socket.ping()
  }, pingMs)
  timer.unref()
  return () => clearInterval(timer)
}

const errorFailure = (link: Link, error: Error): Failure =>
  error.message === 'Opening handshake has timed out' ? timeoutFailure(link.asked) : networkFailure(link.asked, error)

/** Listens until the connection ends or the signal aborts. Leaves no timer and no socket. */
export const listenByWebsocket = (link: Link): Promise<LinkEnd> => {
  const socket = socketOf(link)
  let end: LinkEnd = { kind: 'closed', failure: closedFailure(link.asked) }
  let stopBeating = (): void => undefined
  const abort = (): void => socket.terminate()
  link.signal.addEventListener('abort', abort, { once: true })

  socket.on('unexpected-response', (_request, response) => {
    end = endOfStatus(link, response.statusCode ?? 0)
    response.resume()
    socket.terminate()
  })
  socket.on('error', (error) => {
    if (end.kind === 'closed') end = { kind: 'closed', failure: errorFailure(link, error) }
  })
  socket.on('open', () => {
    stopBeating = keepAlive(socket, link.timings.pingMs, () => {
      end = { kind: 'closed', failure: timeoutFailure(link.asked) }
      socket.terminate()
    })
    link.opened()
  })
  socket.on('message', (frame, isBinary) => {
    if (!isBinary) link.received(frame.toString())
  })
  return new Promise((resolve) => {
    socket.on('close', () => {
      stopBeating()
      link.signal.removeEventListener('abort', abort)
      resolve(end)
    })
  })
}
