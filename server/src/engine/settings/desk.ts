/** Where people look at settings, check what they typed, save it, and try it out. A refusal is an answer. */
import {
  changedKeys,
  descriptorOf,
  type ResolvedSettings,
  type SaveOrder,
  type SaveRefusal,
  type SettingChanges,
  type SettingsCheck,
  type SettingsView,
  waitingForRestart
} from '@pcu/contract'
import type { Bus } from '#engine/bus.ts'
import type { Watching } from '#engine/live/watching.ts'
import type { Schedule } from '#engine/schedule.ts'
import type { SignInRoom } from '#engine/sign-in/sign-in.ts'
import type { Problems } from '#engine/tell/problems.ts'
import type { SettingsRoom } from '#ports/settings/room.ts'
import { intervalOf, problemsOfSettings } from './tell.ts'
import { createTrials, type TrialDeps, type Trials } from './trials.ts'
import { conflictsOf, viewOf } from './view.ts'

/** What a save came to. */
export type SaveAnswer =
  | { readonly kind: 'saved'; readonly view: SettingsView }
  /** late: somebody saved meanwhile; refused: what was typed cannot be used. Nothing was saved. */
  | { readonly kind: 'late' | 'refused'; readonly sentence: string; readonly refusal: SaveRefusal }

/** What people may ask. Looking and checking change nothing. */
export interface SettingsDesk extends Trials {
  view(): SettingsView
  check(changes: SettingChanges): SettingsCheck
  save(order: SaveOrder): Promise<SaveAnswer>
}

/** What the desk needs. */
export interface SettingsDeskDeps extends Omit<TrialDeps, 'room'> {
  readonly room: SettingsRoom
  readonly bus: Bus
  readonly problems: Problems
  readonly schedule: Pick<Schedule, 'every'>
  readonly watching: Pick<Watching, 'switchTo' | 'moved'>
  readonly signIn: Pick<SignInRoom, 'missing' | 'moved'>
}

const namesOf = (keys: readonly string[]): string[] => keys.map((key) => descriptorOf(key)?.env ?? key)

const checkOf = (room: SettingsRoom, changes: SettingChanges): SettingsCheck => {
  const { refusals, resolved } = room.preview(changes)
  const known = new Set([...room.current().complaints, ...refusals].map(({ message }) => message))
  const now = new Set(waitingForRestart(room.atStart(), room.current().settings))
  return {
    ok: refusals.length === 0,
    refusals: [...refusals],
    warnings: resolved.complaints.filter(({ message }) => !known.has(message)),
    restart: waitingForRestart(room.atStart(), resolved.settings).filter((key) => !now.has(key))
  }
}

/** What counts at once has to be told to whoever goes by it. */
const apply = async (deps: SettingsDeskDeps, before: ResolvedSettings): Promise<void> => {
  const { room, schedule, watching, signIn } = deps
  const changed = new Set(changedKeys(before.settings, room.current().settings))
  if (changed.has('plex.url') || changed.has('plex.token')) signIn.moved()
  if (changed.has('schedule.enabled') || changed.has('schedule.intervalMinutes')) {
    schedule.every(intervalOf(room.running()))
    watching.moved()
  }
  if (changed.has('watcher.enabled')) await watching.switchTo(room.running().watcher.enabled)
}

const tell = ({ room, bus, problems, signIn }: SettingsDeskDeps, before: ResolvedSettings): void => {
  const now = room.current()
  problems.report('settings.', [...problemsOfSettings(now), ...signIn.missing()])
  const changed = changedKeys(before.settings, now.settings)
  if (changed.length === 0) return
  const waiting = new Set(waitingForRestart(room.atStart(), now.settings))
  bus.publish({
    type: 'settings.changed',
    variables: namesOf(changed),
    restart: namesOf(changed.filter((key) => waiting.has(key)))
  })
}

const late =
  'Somebody saved settings since this page was loaded, so nothing was saved. Look at what changed, then save yours over it or drop them.'

/** Opens the desk, and tells what is wrong with the settings now and after every change. */
export const createSettingsDesk = (deps: SettingsDeskDeps): SettingsDesk => {
  const { room } = deps
  tell(deps, room.current())
  room.onChange((before) => tell(deps, before))

  const save = async ({ revision, changes }: SaveOrder): Promise<SaveAnswer> => {
    const saved = await room.changeFrom(revision, changes)
    if (saved.kind === 'late') {
      const conflicts = [...conflictsOf(saved.seen, room, changes)]
      return { kind: 'late', sentence: late, refusal: { revision: room.revision(), conflicts } }
    }
    if (saved.kind === 'refused') {
      const refusals = [...saved.outcome.refusals]
      const sentence = refusals[0]?.message ?? 'This cannot be saved.'
      return { kind: 'refused', sentence, refusal: { refusals } }
    }
    await apply(deps, saved.before)
    return { kind: 'saved', view: viewOf(room) }
  }

  return {
    view: () => viewOf(room),
    check: (changes) => checkOf(room, changes),
    save,
    ...createTrials(deps)
  }
}
