/** Spoils an answer before it is sent. */
import { htmlPage, type Rendered } from '#test/fakes/kit/http/rendered.ts'
import type { Fault } from './rule.ts'

function withHeaders(rendered: Rendered, headers: Readonly<Record<string, string>>): Rendered {
  return { ...rendered, headers: { ...rendered.headers, ...headers } }
}

const loginPage = Buffer.from(
  '<!doctype html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>'
)

function spoil(rendered: Rendered, fault: Fault, now: number): Rendered {
  switch (fault.kind) {
    case 'status': {
      const wait = fault.retryAfterSeconds
      return htmlPage(fault.status, wait === undefined ? {} : { 'Retry-After': String(wait) })
    }
    case 'malformedJson':
      return { ...rendered, body: Buffer.concat([rendered.body.subarray(0, -2), Buffer.from(',]')]) }
    case 'htmlWith200':
      return { ...withHeaders(rendered, { 'Content-Type': 'text/html' }), status: 200, body: loginPage }
    case 'wrongContentType':
      return withHeaders(rendered, { 'Content-Type': 'text/plain' })
    case 'gzipCorrupt':
      return withHeaders(rendered, { 'Content-Encoding': 'gzip' })
    case 'hugeBody':
      return {
        ...rendered,
        body: Buffer.concat([rendered.body, Buffer.alloc(Math.max(0, fault.bytes - rendered.body.length), ' ')])
      }
    case 'clockSkew':
      return withHeaders(rendered, { Date: new Date(now + fault.ms).toUTCString() })
    default:
      return rendered
  }
}

/** Applies every fault that changes the content of an answer, in the order of the rules. */
export function alter(rendered: Rendered, faults: readonly Fault[], now: number): Rendered {
  return faults.reduce((spoilt, fault) => spoil(spoilt, fault, now), rendered)
}
