/** Signing in by PIN: four letters typed at plex.tv/link, or a long code behind a link. */
import { obj, str } from '#adapters/plex/readers.ts'
import { wait } from '#kit/wait-awake.ts'
import type { PinRequest, PinState, PinWay } from '#ports/plex-cloud.ts'
import { garbled } from './failures.ts'
import { errorCodes } from './http.ts'
import type { CloudRoom } from './room.ts'

const question = { host: 'plex.tv', about: 'a sign-in' } as const
const spacingMs = 1000
const unknownPin = 1020
const linkPage = 'https://plex.tv/link'

const authPage = (room: CloudRoom, code: string, forwardTo: string | undefined): string => {
  const facts = new URLSearchParams({
    clientID: room.clientIdentifier,
    code,
    'context[device][product]': 'PlexCacheUltra',
    ...(forwardTo === undefined ? {} : { forwardUrl: forwardTo })
  })
  return `https://app.plex.tv/auth#?${facts}`
}

/** How long the PIN lives is told by two moments of Plex's clock, so that ours may be wrong. */
const expiryOf = (pin: ReturnType<typeof obj>, now: number): number => {
  const [created, expires] = [Date.parse(str(pin?.createdAt) ?? ''), Date.parse(str(pin?.expiresAt) ?? '')]
  const lifeMs = Number.isNaN(expires - created) ? Number(str(pin?.expiresIn)) * 1000 : expires - created
  if (Number.isNaN(lifeMs)) throw garbled(question, 'it does not say until when it may be used')
  return now + lifeMs
}

/** Begins sign-ins and asks what became of them. */
export const createPins = (room: CloudRoom) => {
  const { http, bases, clock } = room
  /** When each PIN may be asked about again, epoch milliseconds. */
  const next = new Map<string, number>()

  const begin = async (way: PinWay, signal: AbortSignal): Promise<PinRequest> => {
    const url = `${bases.plexTv}/api/v2/pins`
    const strength = way.kind === 'code' ? {} : { query: 'strong=true' }
    const reply = await http.ask({ ...question, ...strength, url, post: 'nothing', accept: 'json', signal })
    const pin = obj(reply.document)
    const [id, code] = [str(pin?.id), str(pin?.code)]
    if (id === undefined || code === undefined) throw garbled(question, 'it holds no code')
    const link = way.kind === 'code' ? linkPage : authPage(room, code, way.forwardTo)
    return { id, code, link, expiresAt: expiryOf(pin, clock.now()) }
  }

  /** Turns of one PIN are a second apart, however many ask. */
  const turn = async (id: string, signal: AbortSignal): Promise<void> => {
    const now = clock.now()
    const at = Math.max(now, next.get(id) ?? now)
    for (const [other, until] of next) if (until < now) next.delete(other)
    next.set(id, at + spacingMs)
    await wait(clock, at - now, signal)
  }

  const state = async (id: string, signal: AbortSignal): Promise<PinState> => {
    await turn(id, signal)
    const url = `${bases.plexTv}/api/v2/pins/${encodeURIComponent(id)}`
    const reply = await http.ask({ ...question, url, accept: 'json', takes: [404], signal })
    if (reply.status === 404) {
      if (errorCodes(reply.document).includes(unknownPin)) return { kind: 'expired' }
      throw garbled(question, 'something else than Plex says that there is no such sign-in (404)')
    }
    const pin = obj(reply.document)
    if (str(pin?.id) !== id) throw garbled(question, 'it is about another sign-in')
    const token = str(pin?.authToken)
    return token === undefined ? { kind: 'waiting' } : { kind: 'done', token: room.keep(token) }
  }

  return { begin, state }
}
