/** Sends an answer: in one piece, or in one of the ways in which an answer does not arrive. */
import type { ServerResponse } from 'node:http'
import type { Rendered } from '#test/fakes/kit/http/rendered.ts'
import type { Fault } from './rule.ts'

const DRIP_MS = 50

function drip(response: ServerResponse, body: Buffer, bytesPerSecond: number): void {
  const step = Math.max(1, Math.floor((bytesPerSecond * DRIP_MS) / 1000))
  let sent = 0
  const ticker = setInterval(() => {
    response.write(body.subarray(sent, sent + step))
    sent += step
    if (sent < body.length) return
    clearInterval(ticker)
    response.end()
  }, DRIP_MS)
  response.on('close', () => clearInterval(ticker))
}

function sendHeaders(response: ServerResponse, rendered: Rendered): void {
  response.writeHead(rendered.status, { ...rendered.headers, 'Content-Length': String(rendered.body.length) })
}

function truncate(response: ServerResponse, rendered: Rendered, atByte: number): void {
  sendHeaders(response, rendered)
  response.write(rendered.body.subarray(0, atByte), () => response.destroy())
}

/** A stalled answer stays open until the client leaves or the server closes. */
export function deliver(response: ServerResponse, rendered: Rendered, faults: readonly Fault[]): void {
  for (const fault of faults) {
    switch (fault.kind) {
      case 'neverAnswer':
        return
      case 'connectionReset':
        response.socket?.resetAndDestroy()
        return
      case 'headersThenStall':
        sendHeaders(response, rendered)
        response.flushHeaders()
        return
      case 'truncate':
        truncate(response, rendered, fault.atByte)
        return
      case 'drip':
        sendHeaders(response, rendered)
        drip(response, rendered.body, fault.bytesPerSecond)
        return
      default:
    }
  }
  sendHeaders(response, rendered)
  response.end(response.req.method === 'HEAD' ? undefined : rendered.body)
}
