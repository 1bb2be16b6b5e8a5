/** Knocks at addresses where a server may be: who answers, without a token; and what the right one thinks of a token. Follows no redirect. */
import { Agent, type Dispatcher } from 'undici'
import type { Secret } from '#core/model/secret.ts'
import { cutOff, looksLikeXml, readBytes } from '#kit/http/body.ts'
import { networkCode } from '#kit/http/network-code.ts'
import type { Knock, ServerTrial, TokenView } from '#ports/server-door.ts'
import type { ServerNames, SettingsTrials } from '#ports/settings/trials.ts'
import { identityHeaders, type PlexHttpSettings } from './exchange.ts'
import { readSections, readServer } from './payloads.ts'
import { type Loose, obj } from './readers.ts'
import { parseXml } from './xml.ts'

/** How to introduce ourselves, and how patient to be with one address, milliseconds. */
export type TrialSettings = Pick<PlexHttpSettings, 'clientIdentifier' | 'version' | 'tlsInsecure' | 'timeoutMs'>

/** Who answers is told in a few hundred bytes. */
const mostBytes = 64 * 1024

/** Where clouds keep what is nobody else's business; no media server lives there. */
const isLinkLocal = (host: string): boolean =>
  /^169\.254\./u.test(host) || /^\[(?:fe[89ab][0-9a-f]:|fd00:ec2::254\]|::ffff:a9fe:)/iu.test(host)

const kindOf = (code: string): Exclude<Knock['kind'], 'server'> => {
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') return 'refused'
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return 'unknown-name'
  if (/CERT|SSL|TLS|SELF_SIGNED|LEAF_SIGNATURE|EPROTO|HOSTNAME/u.test(code)) return 'certificate'
  if (/HOSTUNREACH|NETUNREACH|HOSTDOWN|NETDOWN|ADDRNOTAVAIL|EACCES|EPERM/u.test(code)) return 'no-way'
  return 'silent'
}

const parsed = (bytes: Buffer): Loose | undefined => {
  try {
    const document = looksLikeXml(bytes) ? parseXml(bytes.toString('utf8')) : JSON.parse(bytes.toString('utf8'))
    return obj(obj(document)?.MediaContainer)
  } catch {
    // A web page, or nothing that anybody could read: not Plex, whatever it is.
    return undefined
  }
}

const knockOf = async ({ body, statusCode }: Dispatcher.ResponseData): Promise<Knock> => {
  if (statusCode !== 200) {
    cutOff(body)
    return { kind: 'not-plex', detail: `status ${statusCode}` }
  }
  const bytes = await readBytes(body, mostBytes)
  const container = bytes === undefined ? undefined : parsed(bytes)
  const machineIdentifier = container === undefined ? undefined : readServer(container).machineIdentifier
  return machineIdentifier === undefined ? { kind: 'not-plex', detail: '' } : { kind: 'server', machineIdentifier }
}

const longestName = 100

const containerOf = async ({ body, statusCode }: Dispatcher.ResponseData): Promise<Loose | undefined> => {
  const bytes = statusCode === 200 ? await readBytes(body, mostBytes) : undefined
  if (bytes === undefined) cutOff(body)
  return bytes === undefined ? undefined : parsed(bytes)
}

const mostLibraries = 50

const namesOf = (server: Loose, sections: Loose | undefined): ServerNames => {
  const { name, version } = readServer(server)
  const titles = sections === undefined ? undefined : readSections(sections).map(({ section }) => section.title)
  return {
    name: name?.slice(0, longestName),
    version: version.slice(0, longestName),
    libraries: titles?.slice(0, mostLibraries).map((title) => title.slice(0, longestName))
  }
}

const viewOf = (status: number): TokenView => {
  if (status === 200) return 'owner'
  if (status === 403) return 'somebody'
  return status === 401 || status === 498 ? 'refused' : 'silent'
}

/** Opens connections of its own, which do not outlive the question. */
export const createServerTrial = (settings: TrialSettings): ServerTrial & Pick<SettingsTrials, 'serverNames'> => {
  const identity = { ...identityHeaders(settings), Accept: 'application/json', 'Accept-Encoding': 'identity' }

  const ask = async <Answer>(
    { url, path, token }: { readonly url: string; readonly path: string; readonly token?: Secret },
    signal: AbortSignal,
    read: (answer: Dispatcher.ResponseData) => Promise<Answer>
  ): Promise<Answer> => {
    const patience = AbortSignal.timeout(settings.timeoutMs)
    const agent = new Agent({ connections: 1, connect: { rejectUnauthorized: !settings.tlsInsecure } })
    try {
      const { origin, pathname } = new URL(url)
      return await read(
        await agent.request({
          origin,
          path: `${pathname.replace(/\/+$/u, '')}${path}`,
          method: 'GET',
          headers: token === undefined ? identity : { ...identity, 'X-Plex-Token': token.reveal() },
          signal: AbortSignal.any([signal, patience])
        })
      )
    } finally {
      await agent.destroy()
    }
  }

  return {
    knock: async (url, signal) => {
      if (!URL.canParse(url)) return { kind: 'unknown-name', detail: '' }
      const { hostname, protocol } = new URL(url)
      if (isLinkLocal(hostname) || !/^https?:$/u.test(protocol)) return { kind: 'no-way', detail: '' }
      try {
        return await ask({ url, path: '/identity' }, signal, knockOf)
      } catch (thrown) {
        signal.throwIfAborted()
        const code = networkCode(thrown)
        const detail = /^[A-Z_0-9]+$/u.test(code) ? code : ''
        return { kind: kindOf(code), detail }
      }
    },
    serverNames: async (url, token, signal) => {
      try {
        const server = await ask({ url, path: '/', token }, signal, containerOf)
        if (server === undefined) return undefined
        return namesOf(server, await ask({ url, path: '/library/sections', token }, signal, containerOf))
      } catch {
        signal.throwIfAborted()
        return undefined
      }
    },
    view: async (url, token, signal) => {
      try {
        // Only the owner may list the accounts of a server.
        return await ask({ url, path: '/accounts', token }, signal, async ({ body, statusCode }) => {
          cutOff(body)
          return viewOf(statusCode)
        })
      } catch {
        signal.throwIfAborted()
        return 'silent'
      }
    }
  }
}
