/**
 * The simulated Trakt for tests and the demo: its public face.
 *
 *     const trakt = await startFakeTrakt()
 *     trakt.control.chart('trending', [{ type: 'movie', title: 'The Harbour', year: 2001, imdb: 'tt0137523' }])
 *     const client = createTrakt({ url: trakt.urls.api, authUrl: trakt.urls.auth, clientId: trakt.clientId })
 *     trakt.faults.add({ app: 'trakt', path: 'trending', fault: { kind: 'status', status: 503 } })
 */
export type { FakeTrakt, FakeTraktOptions } from './fake-trakt.ts'
export { startFakeTrakt } from './start-fake-trakt.ts'
export type { TitleSpec } from './world.ts'
