/** The simulated Plex Media Server for tests, benchmarks and the demo: its public face. */
export { createVirtualClock, type VirtualClock } from '#test/fakes/kit/clock.ts'
export type { Fault, FaultInjector, FaultRule } from '#test/fakes/kit/faults/rule.ts'
export type { Counters, LoggedRequest, RequestLog } from '#test/fakes/kit/request-log.ts'
export type { PersonSpec } from '#test/fakes/people/spec.ts'
export type { FakePlex } from './fake-plex.ts'
export { libraryOf } from './library/library-of.ts'
export type {
  LibraryList,
  ListedEpisode,
  ListedFile,
  ListedMovie,
  ListedSection,
  ListedShow
} from './library/listed.ts'
export { makeLibrary } from './library/make-library.ts'
export { localPath, type MaterialFile, type MaterialiseOptions, materialise, type Root } from './library/materialise.ts'
export { type MakeLibrarySpec, type Mix, plainMix } from './library/mix.ts'
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
export type { FakePlexOptions, Prefs, Quirks } from './options.ts'
export type { Playback, PlayerSpec, PlayOptions, SessionView } from './playback/playback.ts'
export type { PushConnection, PushFaults } from './push/hub.ts'
export { startFakePlex } from './start-fake-plex.ts'
export type { ViewState } from './world/people.ts'
