/** Where settings come from at run time: the environment with its secret files, and what people saved over it. */
import {
  applyChanges,
  type Env,
  type ResolvedSettings,
  resolveSettings,
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
export interface SettingsSource {
  /** Cheap; take it once per run and hand it on, so that one run sees one set of settings. */
  current(): ResolvedSettings
  /** Stores changes, or refuses them as a whole. `null` resets a setting. Changes wait for each other. */
  change(changes: SettingChanges): Promise<SaveOutcome>
}

/** Reads what was saved and keeps it in step with the store. Rejects when the store cannot be read. */
export async function createSettingsSource(
  environment: WithSecretFiles,
  store: SavedSettingsStore
): Promise<SettingsSource> {
  const resolve = (saved: SavedSettings): ResolvedSettings =>
    withFileComplaints(resolveSettings({ ...environment, saved }), environment)
  let saved: SavedSettings = await store.read()
  let resolved = resolve(saved)
  let last: Promise<unknown> = Promise.resolve()

  const apply = async (changes: SettingChanges): Promise<SaveOutcome> => {
    const outcome = applyChanges({ ...environment, saved }, changes)
    if (outcome.refusals.length > 0) return outcome
    await store.write(outcome.saved)
    saved = outcome.saved
    resolved = resolve(saved)
    return { ...outcome, resolved }
  }

  return {
    current: () => resolved,
    change: (changes) => {
      const turn = last.then(() => apply(changes))
      // A failed write is told to its own caller; it must not fail the next change.
      last = turn.catch(() => undefined)
      return turn
    }
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
