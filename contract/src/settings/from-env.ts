/** Environment variables → the settings they give, where each came from, and a complaint for whatever cannot be used. */
import type { SettingComplaint } from './complaint.ts'
import { type SettingDescriptor, type SettingValue, type SettingValues, settingDescriptors } from './describe.ts'
import { complaintsAboutNames, type Env, otherNames } from './env-names.ts'
import { type CleanText, cleanText, readText, shownText } from './read-text.ts'

/** Where the environment gives a setting: the variable, and the file when the value was in one. */
export interface EnvOrigin {
  readonly variable: string
  readonly file: string | null
}

export interface SettingsFromEnv {
  /** By key; only what the environment gives and what can be used. */
  readonly values: SettingValues
  /** By key, for the same keys. */
  readonly origins: Readonly<Record<string, EnvOrigin>>
  readonly complaints: readonly SettingComplaint[]
}

// In these rooms the default is no harmless stand-in for what somebody meant: a run could move the wrong files.
const ROOMS_THAT_STOP_RUNS: ReadonlySet<string> = new Set([
  'plex',
  'paths',
  'mode',
  'watched',
  'schedule',
  'pool',
  'transfer',
  'testMode'
])

/** How bad it is that this setting has another value than somebody meant. */
export function severityOf(descriptor: SettingDescriptor): 'error' | 'warning' {
  return descriptor.inUse && ROOMS_THAT_STOP_RUNS.has(descriptor.group) ? 'error' : 'warning'
}

interface Given extends EnvOrigin, CleanText {}

function lookUp(env: Env, files: Readonly<Record<string, string>>, name: string): Given | undefined {
  const raw = env[name]
  if (raw === undefined) return undefined
  const file = Object.hasOwn(files, name) ? (files[name] ?? null) : null
  const clean = file === null ? cleanText(raw) : { text: raw.trim(), cut: false }
  return clean.text === '' ? undefined : { ...clean, variable: name, file }
}

interface Found {
  readonly given: Given | undefined
  readonly complaints: readonly SettingComplaint[]
}

function find(descriptor: SettingDescriptor, env: Env, files: Readonly<Record<string, string>>): Found {
  const named = lookUp(env, files, descriptor.env)
  const other = otherNames.find((candidate) => candidate.variable === descriptor.env)
  const renamed = other && lookUp(env, files, other.name)
  if (other === undefined || renamed === undefined) return { given: named, complaints: [] }
  const counts = named === undefined || other.wins
  const message =
    named === undefined
      ? `${other.name} is read as ${descriptor.env}.`
      : `Both ${descriptor.env} and ${other.name} are given; ${counts ? other.name : descriptor.env} counts.`
  const note = { code: 'other-name', severity: 'info', key: descriptor.key, variable: other.name, message } as const
  return { given: counts ? renamed : named, complaints: [note] }
}

function complaintAboutValue(descriptor: SettingDescriptor, given: Given, demand: string): SettingComplaint {
  const where = given.file === null ? given.variable : `${given.variable} (from ${given.file})`
  return {
    code: 'unreadable-value',
    severity: severityOf(descriptor),
    key: descriptor.key,
    variable: given.variable,
    message: `${where} ${demand}, not ${shownText(descriptor, given.text)}.`
  }
}

function complaintsAboutCut(descriptor: SettingDescriptor, given: Given): readonly SettingComplaint[] {
  if (!given.cut || descriptor.format !== 'path') return []
  const message = `${given.variable} is read as ${shownText(descriptor, given.text)}, up to the #; put it in quotes if the # belongs to it.`
  return [{ code: 'cut-at-comment', severity: 'info', key: descriptor.key, variable: given.variable, message }]
}

interface ReadSetting {
  readonly value?: SettingValue
  readonly origin?: EnvOrigin
  readonly complaints: readonly SettingComplaint[]
}

function readSetting(descriptor: SettingDescriptor, env: Env, files: Readonly<Record<string, string>>): ReadSetting {
  const { given, complaints } = find(descriptor, env, files)
  if (given === undefined) return { complaints }
  const read = readText(descriptor, given.text)
  if (!read.ok) return { complaints: [...complaints, complaintAboutValue(descriptor, given, read.demand)] }
  return {
    value: read.value,
    origin: { variable: given.variable, file: given.file },
    complaints: [...complaints, ...complaintsAboutCut(descriptor, given)]
  }
}

/**
 * Reads every setting the environment gives. Never throws: what cannot be used leaves the default in force and is
 * complained about; callers refuse to run on complaints of severity `error`.
 * `files` comes from `withSecretFiles`: variables whose value is the content of a file and is taken as it is.
 */
export function settingsFromEnv(env: Env, files: Readonly<Record<string, string>> = {}): SettingsFromEnv {
  const values: Record<string, SettingValue> = {}
  const origins: Record<string, EnvOrigin> = {}
  const complaints: SettingComplaint[] = []
  for (const descriptor of settingDescriptors) {
    const read = readSetting(descriptor, env, files)
    if (read.value !== undefined) values[descriptor.key] = read.value
    if (read.origin !== undefined) origins[descriptor.key] = read.origin
    complaints.push(...read.complaints)
  }
  return { values, origins, complaints: [...complaints, ...complaintsAboutNames(env)] }
}
