/** The simulated Plex Media Server for tests, benchmarks and the demo: its public face. */
export { createVirtualClock, fridayEvening, type VirtualClock } from './clock.ts'
export type { FakePlex } from './fake-plex.ts'
export type { Fault, FaultInjector, FaultRule } from './faults/rule.ts'
export type {
  FakeItem,
  FakeMedia,
  FakePart,
  FakeSection,
  ItemPatch,
  ItemType,
  LibrarySource,
  MutableLibrary,
  NewItem
} from './library/model.ts'
export type { FakePlexOptions, PersonSpec, Prefs, Quirks } from './options.ts'
export type { ViewState } from './people.ts'
export type { Playback, PlayerSpec, PlayOptions, SessionView } from './playback/playback.ts'
export type { PushConnection, PushFaults } from './push/hub.ts'
export type { Counters, LoggedRequest, RequestLog } from './request-log.ts'
