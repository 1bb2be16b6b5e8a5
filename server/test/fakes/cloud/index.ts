/** The simulated plex.tv and its sister services for tests and benchmarks: its public face. */
export type { CloudControl, FakeCloud } from './fake-cloud.ts'
export type { CloudHost } from './http/host.ts'
export type { App, CloudQuirks, FakeCloudOptions, Limit, OtherServer, SharedServersMode } from './options.ts'
export { startFakeCloud } from './start-fake-cloud.ts'
export { type ConnectionSpec, usualConnections } from './world/connections.ts'
