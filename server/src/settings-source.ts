/** Where settings come from at run time: the environment with its secret files, and what people saved over it. */
import { randomUUID } from 'node:crypto'
import {
  applyChanges,
  type Env,
  type ResolvedSettings,
  resolveSettings,
  runningSettings,
  type SavedSettings,
  type SaveOutcome,
  type SecretFileContent,
  type SettingChanges,
  secretFileRequests,
  type WithSecretFiles,
  withSecretFiles
} from '@pcu/contract'
import type { MappingStore } from '#engine/paths/library-paths.ts'
import type { ServerDoor } from '#ports/server-door.ts'
import type { SettingsRoom } from '#ports/settings/room.ts'
import type { SavedSettingsStore } from '#ports/store.ts'
import { Failure } from './failure.ts'

/** Reads one secret file; says why when it cannot, and never throws for what a disk can do. */
export type ReadSecretFile = (path: string) => SecretFileContent

/** The environment with its secret files read; taken once at start, because containers do not change it later. */
export function readEnvironment(env: Env, read: ReadSecretFile): WithSecretFiles {
  const contents = secretFileRequests(env).map(({ path }) => [path, read(path)] as const)
  return withSecretFiles(env, Object.fromEntries(contents))
}

function withFileComplaints(resolved: ResolvedSettings, environment: WithSecretFiles): ResolvedSettings {
  return { ...resolved, complaints: [...environment.complaints, ...resolved.complaints] }
}

/** The settings as default and environment give them: what is needed to open the store (DATA_DIR) and the log. */
export function environmentSettings(environment: WithSecretFiles): ResolvedSettings {
  return withFileComplaints(resolveSettings({ ...environment, saved: {} }), environment)
}

/** The settings in force, and the one way to change them. */
export type SettingsSource = SettingsRoom

/** Revisions that are remembered, to tell somebody who saves late what changed meanwhile. */
const mostRemembered = 50

/** Revisions of another life of the program are none of this one. */
const createRevisions = (first: ResolvedSettings) => {
  const life = randomUUID().slice(0, 8)
  const known = new Map<string, ResolvedSettings>()
  let number = 0
  const add = (resolved: ResolvedSettings): void => {
    number += 1
    known.set(`${life}-${number}`, resolved)
    known.delete(`${life}-${number - mostRemembered}`)
  }
  add(first)
  return { add, newest: (): string => `${life}-${number}`, at: (revision: string) => known.get(revision) }
}

/** What was saved, in step with the store. */
const createKept = (environment: WithSecretFiles, store: SavedSettingsStore, first: SavedSettings) => {
  const resolve = (saved: SavedSettings): ResolvedSettings =>
    withFileComplaints(resolveSettings({ ...environment, saved }), environment)
  let saved = first
  let resolved = resolve(saved)
  const preview = (changes: SettingChanges): SaveOutcome => {
    const outcome = applyChanges({ ...environment, saved }, changes)
    return { ...outcome, resolved: withFileComplaints(outcome.resolved, environment) }
  }
  return {
    resolved: () => resolved,
    preview,
    apply: async (changes: SettingChanges): Promise<SaveOutcome> => {
      const outcome = preview(changes)
      if (outcome.refusals.length > 0) return outcome
      await store.write(outcome.saved)
      saved = outcome.saved
      resolved = resolve(saved)
      return { ...outcome, resolved }
    }
  }
}

/** Changes one after the other. A failed write is told to its own caller; it must not fail the next change. */
const createTurns = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <Answer>(job: () => Promise<Answer>): Promise<Answer> => {
    const turn = last.then(job)
    last = turn.catch(() => undefined)
    return turn
  }
}

/** Reads what was saved and keeps it in step with the store. Rejects when the store cannot be read. */
export async function createSettingsSource(
  environment: WithSecretFiles,
  store: SavedSettingsStore
): Promise<SettingsSource> {
  const kept = createKept(environment, store, await store.read())
  const inTurn = createTurns()
  const atStart = kept.resolved().settings
  const below = environmentSettings(environment)
  const revisions = createRevisions(kept.resolved())
  const hearers: ((before: ResolvedSettings) => void)[] = []
  let running = atStart

  const apply = async (changes: SettingChanges): Promise<SaveOutcome> => {
    const before = kept.resolved()
    const outcome = await kept.apply(changes)
    if (outcome.refusals.length > 0) return outcome
    running = runningSettings(atStart, outcome.resolved.settings)
    revisions.add(outcome.resolved)
    for (const hear of hearers) hear(before)
    return outcome
  }

  return {
    current: kept.resolved,
    below: () => below,
    running: () => running,
    atStart: () => atStart,
    revision: revisions.newest,
    preview: kept.preview,
    change: (changes) => inTurn(() => apply(changes)),
    changeFrom: (revision, changes) =>
      inTurn(async () => {
        if (revision !== revisions.newest()) return { kind: 'late', seen: revisions.at(revision) }
        const before = kept.resolved()
        const outcome = await apply(changes)
        return outcome.refusals.length > 0 ? { kind: 'refused', outcome } : { kind: 'saved', before }
      }),
    onChange: (hear) => void hearers.push(hear)
  }
}

/** PLEX_URL as it stands, and how a person's choice is saved over it. */
export function savedAddress(source: SettingsSource): Pick<ServerDoor, 'address' | 'save'> {
  return {
    address: () => source.current().settings.plex.url,
    save: async (url) => {
      const { refusals } = await source.change({ 'plex.url': url ?? null })
      const [refusal] = refusals
      if (refusal !== undefined) throw new Failure('settings.wrong', { sentence: refusal.message, retry: 'never' })
    }
  }
}

/** What rooms of the program save by themselves: PATH_MAPPINGS, and whether the real-time watcher is on. Each gives back why not. */
export const savedBy = (
  source: SettingsSource
): { readonly mappings: MappingStore; readonly saveWatcher: (enabled: boolean) => Promise<string | undefined> } => {
  const change = async (changes: SettingChanges): Promise<string | undefined> =>
    (await source.change(changes)).refusals[0]?.message
  return {
    mappings: {
      inForce: () => source.current().settings.paths.mappings,
      save: (mappings) => change({ 'paths.mappings': mappings })
    },
    saveWatcher: (enabled) => change({ 'watcher.enabled': enabled })
  }
}
