/** The headers that keep the page to itself, on every answer there is. */
import type { FastifyInstance } from 'fastify'

const contentPolicy = (frameAncestors: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors.length === 0 ? "'none'" : `'self' ${frameAncestors.join(' ')}`}`
  ].join('; ')

/** All of them, by name. */
export const securityHeaders = (frameAncestors: readonly string[]): Readonly<Record<string, string>> => ({
  'content-security-policy': contentPolicy(frameAncestors),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'cross-origin-resource-policy': 'same-origin',
  ...(frameAncestors.length === 0 ? { 'x-frame-options': 'DENY' } : {})
})

/** Puts them on every answer. */
export const installHeaders = (app: FastifyInstance, headers: Readonly<Record<string, string>>): void => {
  app.addHook('onSend', async (_request, reply) => {
    reply.headers(headers)
  })
}
