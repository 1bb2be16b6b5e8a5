/** A media server that is opened elsewhere while others hold it. */
import { describe, expect, it } from 'vitest'
import { createReopenable } from '#adapters/plex/reopen.ts'
import type { MediaAlert, MediaServer, ServerIdentity } from '#ports/media-server.ts'

/** Servers that answer when a test lets them. */
const servers = () => {
  const log: string[] = []
  const waiting: (() => void)[] = []
  let opened = 0
  const open = (): MediaServer => {
    opened += 1
    const name = `server ${opened}`
    let sent = 0
    const never = async (): Promise<never> => {
      throw new Error('not asked')
    }
    return {
      identify: () => {
        sent += 1
        return new Promise<ServerIdentity>((resolve) => {
          waiting.push(() => resolve({ machineIdentifier: name, name, version: '1' }))
        })
      },
      readLibrary: never,
      readOnDeck: never,
      readVisibleSections: never,
      readHistory: never,
      readSessions: () => Promise.reject(new Error('it broke')),
      readPicture: never,
      requests: () => sent,
      listen: (heard) => {
        log.push(`${name} listens`)
        heard({ kind: 'connected' })
        return { close: async () => void log.push(`${name} listens no more`) }
      },
      close: async () => void log.push(`${name} closed`)
    }
  }
  const answer = (): void => {
    for (const go of waiting.splice(0)) go()
  }
  return { log, open, answer }
}

const { signal } = new AbortController()

describe('a server that is opened anew', () => {
  it('answers new questions, while one under way ends where it began and only then lets go', async () => {
    const { log, open, answer } = servers()
    const { server, reopen } = createReopenable(open)
    const old = server.identify(signal)
    reopen()
    const now = server.identify(signal)
    expect(log).toEqual([])
    answer()
    expect([(await old).name, (await now).name]).toEqual(['server 1', 'server 2'])
    expect(server.requests()).toBe(2)
    await server.close()
    expect(log).toEqual(['server 1 closed', 'server 2 closed'])
  })

  it('lets go of the old one when its last question fails, too', async () => {
    const { log, open } = servers()
    const { server, reopen } = createReopenable(open)
    const broken = server.readSessions(signal)
    reopen()
    await expect(broken).rejects.toThrow('it broke')
    expect(log).toEqual(['server 1 closed'])
    await server.close()
  })

  it('is heard by everybody who listens, who know that something may have been missed', async () => {
    const { log, open } = servers()
    const { server, reopen } = createReopenable(open)
    const heard: MediaAlert['kind'][] = []
    const listening = server.listen(({ kind }) => heard.push(kind))
    server.listen(() => undefined)
    reopen()
    expect(heard).toEqual(['connected', 'lost', 'connected'])
    await listening.close()
    reopen()
    expect(heard).toHaveLength(3)
    await server.close()
    expect(log.filter((line) => line.endsWith(' listens'))).toHaveLength(5)
    expect(log.filter((line) => line.endsWith('no more'))).toHaveLength(5)
  })
})
