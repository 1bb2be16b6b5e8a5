/** Names of environment variables: other names that are understood, names of the past, and slips of the keyboard. */
import type { SettingComplaint } from './complaint.ts'
import { settingDescriptors } from './describe.ts'

/** The environment as the caller hands it in; absent and empty variables count as not given. */
export type Env = Readonly<Record<string, string | undefined>>

export interface OtherName {
  readonly name: string
  readonly variable: string
  /** True: this name counts when both are given. */
  readonly wins: boolean
}

/** Names of the original program for variables that its documents called otherwise. */
export const otherNames: readonly OtherName[] = [
  { name: 'WEB_PORT', variable: 'PORT', wins: true },
  { name: 'LOGGING_LEVEL', variable: 'LOG_LEVEL', wins: false }
]

const NO_LONGER_READ: Readonly<Record<string, string>> = {
  PLEX_USERNAME: 'set PLEX_TOKEN instead',
  PLEX_PASSWORD: 'set PLEX_TOKEN instead',
  WEB_DEBUG: 'set DEBUG for a verbose log',
  CACHE_SOURCE_PATHS: 'set REAL_SOURCE and ADDITIONAL_SOURCES instead',
  CACHE_DESTINATION_PATH: 'set CACHE_DESTINATION instead',
  CACHE_TEST_MODE: 'set TEST_MODE instead',
  REAL_TIME_WATCH_CACHE_WHEN_WATCHING: 'set REAL_TIME_WATCH_AUTO_CACHE_ON_WATCH instead'
}

const OUR_PREFIXES = ['PLEX_', 'CACHE_', 'TRAKT_', 'REAL_TIME_WATCH_', 'WATCHED_', 'WATCHLIST_'] as const

const variables: readonly string[] = settingDescriptors.map((descriptor) => descriptor.env)
const understood: ReadonlySet<string> = new Set([
  ...variables.flatMap((variable) => [variable, `${variable}_FILE`, `FILE__${variable}`]),
  ...otherNames.map((other) => other.name)
])

/** Number of single-letter edits between two texts; swapping two neighbours counts as two. */
function editsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1]
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}

// Short names are close to each other by chance: PLEX_UID is no slip for PLEX_URL.
const EDITS_ALLOWED_PER_LETTERS = 5

function nearestVariable(name: string): string | undefined {
  const prefix = OUR_PREFIXES.find((candidate) => name.startsWith(candidate))
  if (prefix === undefined) return undefined
  const allowed = Math.max(1, Math.min(2, Math.floor((name.length - prefix.length) / EDITS_ALLOWED_PER_LETTERS)))
  return variables
    .filter((variable) => variable.startsWith(prefix) && Math.abs(variable.length - name.length) <= allowed)
    .map((variable) => ({ variable, edits: editsBetween(name, variable) }))
    .filter((near) => near.edits <= allowed)
    .sort((one, other) => one.edits - other.edits)[0]?.variable
}

function complaintAboutName(name: string): SettingComplaint | undefined {
  const about = { severity: 'info', key: null, variable: name } as const
  const instead = Object.hasOwn(NO_LONGER_READ, name) ? NO_LONGER_READ[name] : undefined
  if (instead !== undefined) return { ...about, code: 'no-longer-read', message: `${name} is not read; ${instead}.` }
  const nearest = nearestVariable(name)
  if (nearest === undefined) return undefined
  return { ...about, code: 'did-you-mean', message: `${name} is not a setting; did you mean ${nearest}?` }
}

/** What there is to say about given names that are no settings; silent about names that are not like ours. */
export function complaintsAboutNames(env: Env): readonly SettingComplaint[] {
  return Object.keys(env)
    .filter((name) => !understood.has(name) && (env[name] ?? '').trim() !== '')
    .map(complaintAboutName)
    .filter((complaint) => complaint !== undefined)
}
