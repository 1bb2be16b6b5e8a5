/** Who really asks: the other end of the connection, or whom a proxy names that was listed as trusted. Nobody else is believed. */
import { BlockList, isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { Failure } from '#src/failure.ts'
import { valuesOf } from './hosts.ts'

/** An IPv4 address that travels as IPv6 is the IPv4 address. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/iu, '')

const listOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    try {
      if (bits === undefined) list.addAddress(address, family)
      else list.addSubnet(address, Number(bits), family)
    } catch (cause) {
      const sentence = `TRUSTED_PROXIES: "${network}" is no address and no network such as 172.18.0.0/16.`
      throw new Failure('settings.wrong', { sentence, retry: 'never', cause })
    }
  }
  return list
}

const isIn = (list: BlockList, address: string): boolean => {
  const family = isIP(address)
  return family > 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

const privateNetworks = listOf([
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '100.64.0.0/10',
  '::1',
  'fc00::/7',
  'fe80::/10'
])

/** Whether an address is one of the own network; an IPv6 zone is not part of it. */
export const isPrivate = (address: string): boolean => isIn(privateNetworks, plain(address).split('%')[0] ?? '')

const forwarding = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-forwarded-host', 'via'] as const

/** Whoever asks. */
export interface Seen {
  readonly address: string
  /** Nobody stands between that was not listed. */
  readonly isDirect: boolean
  /** What a listed proxy says; a request that came without one says nothing. */
  readonly isProxied: boolean
  readonly isSecure: boolean
  /** On this very machine, without a proxy. */
  readonly isLocal: boolean
}

/** Sees who asks, given the networks of the proxies. */
export const createVisitors = (trustedProxies: readonly string[]) => {
  const trusted = listOf(trustedProxies)

  /** The last address that no trusted proxy has: what stands before it, anybody can have written. */
  const behind = (request: FastifyRequest, peer: string): string => {
    const hops = valuesOf(request, 'x-forwarded-for').flatMap((text) => text.split(',').map((hop) => plain(hop.trim())))
    const client = hops.findLast((hop) => !isIn(trusted, hop))
    return client !== undefined && isIP(client) > 0 ? client : peer
  }

  return (request: FastifyRequest): Seen => {
    const peer = plain(request.socket.remoteAddress ?? '')
    const isProxied = isIn(trusted, peer)
    const isForwarded = forwarding.some((name) => request.headers[name] !== undefined)
    const own = plain(request.socket.localAddress ?? '')
    const isLoopback = peer === '::1' || /^127\./u.test(peer)
    return {
      address: isProxied ? behind(request, peer) : peer,
      isDirect: isProxied || !isForwarded,
      isProxied,
      isSecure: isProxied && valuesOf(request, 'x-forwarded-proto').at(-1)?.trim().toLowerCase() === 'https',
      isLocal: !isForwarded && (isLoopback || (peer !== '' && peer === own))
    }
  }
}
