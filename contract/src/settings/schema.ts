/** The one settings object, grouped by room; everything else about settings is derived from it. */
import { z } from 'zod'
import { web } from '../access/room.ts'
import { mode } from './mode-room.ts'
import { pool } from './pool-room.ts'
import { settingFacts } from './setting.ts'
import { doctor, orphans, paths, transfer, watched } from './storage-rooms.ts'
import { log, notify, plex, schedule, system, testMode } from './system-rooms.ts'
import { trakt } from './trakt/room.ts'
import { onDeck, people, watcher, watchlist } from './watching-rooms.ts'

export const settingsSchema = z.strictObject({
  plex,
  paths,
  mode,
  onDeck,
  watched,
  watcher,
  schedule,
  pool,
  transfer,
  orphans,
  doctor,
  testMode,
  watchlist,
  users: people,
  trakt,
  notify,
  web,
  log,
  system
})

type Parsed = z.output<typeof settingsSchema>
type Frozen<T> = T extends readonly (infer Item)[] ? readonly Item[] : T

/** Name of a room of settings, as in `settings.paths`. */
export type SettingsGroup = keyof Parsed

/** Every setting with a value in force; handed to whoever needs it as an argument, never read from the air. */
export type Settings = {
  readonly [Group in SettingsGroup]: { readonly [Key in keyof Parsed[Group]]: Frozen<Parsed[Group][Key]> }
}

/** Titles of the rooms, in the order in which forms and documents show them. */
export const settingsGroups: Readonly<Record<SettingsGroup, string>> = {
  plex: 'Plex',
  paths: 'Paths',
  mode: 'Mode',
  onDeck: 'On deck',
  watched: 'Watched files',
  watcher: 'Real-time watching',
  schedule: 'Schedule',
  pool: 'Pool',
  transfer: 'Transfers',
  orphans: 'Deleted and replaced files',
  doctor: 'Doctor',
  testMode: 'Test mode',
  watchlist: 'Watchlist',
  users: 'People',
  trakt: 'Trakt',
  notify: 'Notifications',
  web: 'Web',
  log: 'Log',
  system: 'System'
}

/** Fills in every default below the given values; throws a ZodError when one of them does not fit its setting. */
export function parseSettings(values: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Settings {
  const rooms = Object.keys(settingsSchema.shape).map((group) => [group, values[group] ?? {}] as const)
  return settingsSchema.parse(Object.fromEntries(rooms))
}

/** All settings at their defaults; PLEX_URL and PLEX_TOKEN are empty, because they have none. */
export function defaultSettings(): Settings {
  return parseSettings({})
}

/** The settings object as JSON schema (2020-12), every setting with its label as title and its help as description. */
export function settingsJsonSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(settingsSchema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const facts = settingFacts.get(zodSchema)
      if (facts === undefined) return
      jsonSchema.title = facts.label
      jsonSchema.description = facts.help
      // A setting that is read from several kinds of text loses its default on the way.
      if (zodSchema instanceof z.ZodDefault) jsonSchema.default ??= z.json().parse(zodSchema.parse(undefined))
    }
  })
}
