/**
 * The simulated plex.tv and its sister services for tests and benchmarks: its public face.
 *
 *     const plex = await startFakePlex({ library, people })
 *     const cloud = await startFakeCloud({ plex, latencyMs: 120 })
 *     const client = createClient({ plexTv: cloud.urls.plexTv, discover: cloud.urls.discover })
 *     cloud.control.link(pin.id, 'alex')
 *     cloud.faults.add({ app: 'community', probability: 0.3, fault: { kind: 'status', status: 429 } })
 *     expect(cloud.counters().discover.requests).toBe(1)
 */
export type { CloudControl, FakeCloud } from './fake-cloud.ts'
export type { CloudHost } from './http/host.ts'
export type { App, CloudQuirks, FakeCloudOptions, Limit, OtherServer, SharedServersMode } from './options.ts'
export { startFakeCloud } from './start-fake-cloud.ts'
export { type ConnectionSpec, usualConnections } from './world/connections.ts'
