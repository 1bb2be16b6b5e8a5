/** `pcu trakt sign-in` as processes beside a running server: the code is shown and asked about until somebody says yes or no, nobody comes in time, or Ctrl-C ends it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, type Running, startPcu } from '#test/builders/command-line.ts'
import { aHouse, type House } from '#test/builders/house.ts'
import { createVirtualClock } from '#test/fakes/plex/index.ts'
import { type FakeTrakt, startFakeTrakt } from '#test/fakes/trakt/index.ts'

let house: House
let trakt: FakeTrakt
let server: Running
beforeAll(async () => {
  // Its clock is the real one, as the program's is.
  trakt = await startFakeTrakt({ clock: createVirtualClock(Date.now()), intervalS: 1 })
  const port = await freePort()
  house = await aHouse({
    env: {
      ...{ TRAKT_ENABLED: 'true', TRAKT_CLIENT_ID: trakt.clientId, TRAKT_CLIENT_SECRET: trakt.clientSecret },
      ...{ TRAKT_URL: trakt.urls.api, TRAKT_AUTH_URL: trakt.urls.auth, PORT: String(port), WEB_HOST: '127.0.0.1' },
      ...{ ENABLE_SCHEDULER: 'false', REAL_TIME_WATCH_ENABLED: 'false' }
    }
  })
  server = startPcu(house.env, ['serve'])
  await server.until('is at http')
})
afterAll(async () => {
  server.child.kill('SIGKILL')
  await server.ended
  await house.leave()
  await trakt.close()
})

const pcu = (...words: readonly string[]): Running => startPcu(house.env, ['trakt', ...words])
const codeIn = ({ told }: Running): string => /type ([A-Z0-9]{8}),/u.exec(told().out)?.[1] ?? ''

/** Waiting at its prompt, with its code. */
const waiting = async (running: Running): Promise<string> => {
  await running.until('Ctrl-C ends it')
  return codeIn(running)
}

describe('pcu trakt sign-in', () => {
  it('ends with yes, no, too late, or Ctrl-C, each told in a sentence, and an outage is told and waited out', async () => {
    const all = { approved: pcu('sign-in'), denied: pcu('sign-in'), late: pcu('sign-in'), stopped: pcu('sign-in') }
    const codes = {
      approved: await waiting(all.approved),
      denied: await waiting(all.denied),
      late: await waiting(all.late),
      stopped: await waiting(all.stopped)
    }
    expect(new Set(Object.values(codes)).size, 'each has a code of its own').toBe(4)
    expect(all.approved.told().out).toContain(
      `Open ${trakt.urls.auth}/activate on any device and type ${codes.approved}, signed in there as the owner.`
    )
    await trakt.refuse()
    await all.late.until('ECONNREFUSED')
    all.stopped.child.kill('SIGINT')
    expect(await all.stopped.ended).toMatchObject({
      code: 3,
      err: '',
      out: expect.stringMatching(/The sign-in to Trakt is ended; nothing was changed\.\n$/u)
    })
    await trakt.accept()
    trakt.control.addToWatchlist('ada-at-trakt', { type: 'movie', title: 'Alpha', year: 2002 })
    trakt.control.approve(codes.approved, 'ada-at-trakt')
    trakt.control.deny(codes.denied)
    trakt.clock.advance(2000)
    expect(await all.denied.ended).toMatchObject({
      code: 3,
      out: expect.stringMatching(/Somebody said no at Trakt\. Nothing was changed\.\n$/u)
    })
    expect(await all.approved.ended).toMatchObject({
      code: 0,
      out: expect.stringContaining('Signed in to Trakt as ada-at-trakt. The watchlist there counts as one of the owner')
    })
    trakt.clock.advance(700_000)
    expect(await all.late.ended).toMatchObject({
      code: 3,
      out: expect.stringMatching(/was not finished in time .*Begin again when you are ready\.\n$/u)
    })
    const told = await pcu().ended
    expect(told.out).toContain('the owner is signed in as ada-at-trakt.')
    for (const text of [...trakt.secrets(), trakt.clientSecret])
      for (const one of [...Object.values(all), server])
        expect(`${one.told().out}${one.told().err}`).not.toContain(text)
  })

  it('does not begin for a stranger, nor while Trakt is away, and says so', async () => {
    const stranger = pcu('sign-in', 'Nobody')
    await trakt.refuse()
    const away = pcu('sign-in')
    expect(await stranger.ended).toMatchObject({
      code: 3,
      out: '',
      err: 'There is nobody called Nobody. See "pcu people".\n'
    })
    expect(await away.ended).toMatchObject({
      code: 3,
      out: '',
      err: expect.stringMatching(/^Trakt could not be asked for a sign-in: .*ECONNREFUSED/u)
    })
    await trakt.accept()
  })
})
