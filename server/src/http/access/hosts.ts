/** By which names this page may be opened: those of the own network, and those that were listed. A foreign name that leads here is another page's trick. */
import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

const ownEndings = /(?:^|\.)(?:localhost|local|lan|home|internal|intranet|home\.arpa|localdomain|fritz\.box|ts\.net)$/u
const form = /^(?<name>\[[\da-f:.]+\]|[\w-]+(?:\.[\w-]+)*)(?::(?<port>\d{1,5}))?$/iu

/** The values of a header, one for each time that it was sent. */
export const valuesOf = ({ raw }: Pick<FastifyRequest, 'raw'>, name: string): readonly string[] =>
  raw.rawHeaders.filter((_, at) => at % 2 === 1 && raw.rawHeaders[at - 1]?.toLowerCase() === name)

const isAddress = (name: string): boolean => isIP(name.replaceAll(/^\[|\]$/gu, '')) > 0

/** Addresses, names without a dot, and names that the internet does not hand out. */
export const isOwnName = (name: string): boolean => isAddress(name) || !name.includes('.') || ownEndings.test(name)

const isListed = (name: string, listed: string): boolean =>
  listed.startsWith('*.') ? name.endsWith(listed.slice(1)) : name === listed

/** Judges the name that a request gives. */
export interface Hosts {
  /** The name without its port, in small letters; undefined: none of ours, none at all, or more than one. */
  nameOf(request: FastifyRequest): string | undefined
}

/** `listed`: further names, in any letters. */
export const createHosts = (listed: readonly string[]): Hosts => {
  const names = listed.map((name) => name.toLowerCase())
  return {
    nameOf: (request) => {
      const given = valuesOf(request, 'host')
      const name = given.length === 1 ? form.exec(given[0] ?? '')?.groups?.['name']?.toLowerCase() : undefined
      if (name === undefined || (name.startsWith('[') && !isAddress(name))) return undefined
      return isOwnName(name) || names.some((one) => isListed(name, one)) ? name : undefined
    }
  }
}
