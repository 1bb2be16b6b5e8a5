/** The cookie of a session: no script reads it, no other site sends it along. */
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The one cookie of this name; undefined when there is none, or when somebody put a second one beside it. */
export const cookieIn = ({ headers }: FastifyRequest, name: string): string | undefined => {
  const found = headers.cookie
    ?.split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1))
  return found?.length === 1 ? found[0] : undefined
}

/** What is told of a cookie. */
export interface CookieFacts {
  readonly name: string
  readonly isSecure: boolean
  /** Undefined: until the browser is closed. */
  readonly keptMs: number | undefined
}

/** Gives the browser a cookie; an empty one with `keptMs` 0 takes it away. */
export const setCookie = (reply: FastifyReply, text: string, { name, isSecure, keptMs }: CookieFacts): void => {
  const age = keptMs === undefined ? '' : `; Max-Age=${Math.floor(keptMs / 1000)}`
  reply.header('set-cookie', `${name}=${text}; Path=/; HttpOnly; SameSite=Lax${age}${isSecure ? '; Secure' : ''}`)
}
