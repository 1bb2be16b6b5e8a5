/** The engine's face over the rooms that answer for it: one line a question. */
import type { DoctorDeps } from '#engine/doctor/deps.ts'
import { examine } from '#engine/doctor/doctor.ts'
import type { Face, LibraryFace } from '#engine/face.ts'
import { listOrphans } from '#engine/orphans/list.ts'
import { resolveOrphan } from '#engine/orphans/resolve.ts'
import type { LibraryPaths } from '#engine/paths/library-paths.ts'
import { choosePerson, listPeople } from '#engine/people/tell-people.ts'
import { type RunFaceDeps, runFaceOf } from '#engine/run/face.ts'
import type { SignInRoom } from '#engine/sign-in/sign-in.ts'
import { listCached } from '#engine/tell/cached.ts'
import { composeStatus } from '#engine/tell/status.ts'
import { composeStorage } from '#engine/tell/storage.ts'
import type { TraktRoom } from '#engine/trakt/room.ts'
import { createWatcherDesk, type DeskDeps } from '#engine/watcher/desk.ts'
import { openWhy } from '#engine/why/open.ts'

/** The rooms that answer. */
export interface FaceDeps
  extends DoctorDeps,
    Pick<RunFaceDeps, 'schedule'>,
    Pick<DeskDeps, 'watching' | 'saveWatcher'> {
  readonly watcherStore: DeskDeps['watcherStore'] & Parameters<typeof openWhy>[0]['watcherStore']
  readonly version: string
  readonly timeZone: string
  readonly people: Parameters<typeof listPeople>[0]
  readonly signIn: SignInRoom
  readonly paths: LibraryPaths
  readonly pins: {
    readonly desk: {
      readonly list: Face['pins']
      readonly add: (order: Parameters<Face['pin']>[0], signal: AbortSignal) => ReturnType<Face['pin']>
      readonly remove: Face['unpin']
    }
  }
  readonly trakt: TraktRoom
  readonly insight: { readonly tell: Face['insight'] }
  readonly desk: Face['settings']
  readonly welcome: Face['welcome']
  readonly startedAt: number
  readonly log: { readonly book: Face['log'] }
}

/** Puts the face together. */
export const faceOf = ({ schedule, ...deps }: FaceDeps): Omit<Face, keyof LibraryFace | 'history'> => ({
  bus: deps.bus,
  log: deps.log.book,
  status: () => composeStatus({ ...deps, nextRunAt: schedule.nextRunAt }),
  storage: () => composeStorage({ ...deps, mayLook: deps.dryRunOnly || deps.welcome.isHeld() }),
  insight: deps.insight.tell,
  cached: () => listCached(deps, deps.timeZone),
  ...runFaceOf({ ...deps, schedule }),
  orphans: () => listOrphans(deps),
  resolveOrphan: (resolution) => resolveOrphan(resolution, deps),
  people: () => listPeople(deps.people, new AbortController().signal),
  choosePerson: (order) => choosePerson(deps.people, order),
  why: openWhy(deps),
  pins: deps.pins.desk.list,
  pin: (order) => deps.pins.desk.add(order, new AbortController().signal),
  unpin: deps.pins.desk.remove,
  watcher: createWatcherDesk({ ...deps, nextRunAt: schedule.nextRunAt }),
  owner: deps.signIn.owner,
  signIn: deps.signIn.desk,
  signOut: deps.signIn.signOut,
  trakt: deps.trakt.face,
  settings: deps.desk,
  paths: deps.paths.report,
  welcome: deps.welcome,
  lookAtPaths: () => deps.paths.look(new AbortController().signal),
  findPaths: () => deps.paths.find(new AbortController().signal),
  acceptPaths: deps.paths.accept,
  examine: (examination) => examine(deps, { ...examination, signal: new AbortController().signal })
})
