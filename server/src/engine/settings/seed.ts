/** The settings in the words of the original program: sections and keys become settings, and what comes of it is told in its shapes. */
import {
  descriptorOf,
  readText,
  SECRET_MASK,
  SEED_MASK,
  type SeedChanges,
  type SeedCheck,
  type SeedSettings,
  type SettingChanges,
  type SettingDescriptor,
  type SettingsView,
  type SettingValue,
  settingDescriptors,
  shownText,
  type TrialAnswer
} from '@pcu/contract'
import type { SaveAnswer, SettingsDesk } from './desk.ts'

const nestedOf = (
  view: SettingsView,
  shownOf: (setting: SettingsView['settings'][number]) => SettingValue
): SeedSettings => {
  const rooms: Record<string, Record<string, SettingValue>> = {}
  for (const setting of view.settings) {
    const name = setting.key.slice(setting.group.length + 1)
    const value = shownOf(setting)
    const shown = setting.secret && value !== '' && JSON.stringify(value) !== '[]' ? SEED_MASK : value
    rooms[setting.group] = { ...rooms[setting.group], [name]: shown }
  }
  return rooms
}

/** What is in force, by room and name. */
export const seedSettingsOf = (view: SettingsView): SeedSettings => nestedOf(view, ({ value }) => value)

/** What would be without anything saved. */
export const seedDefaultsOf = (view: SettingsView): SeedSettings => nestedOf(view, ({ below }) => below)

const byVariable: ReadonlyMap<string, SettingDescriptor> = new Map(
  settingDescriptors.map((descriptor) => [descriptor.env, descriptor])
)

/** `cache` and `dir` are CACHE_DIR; `paths` and `cacheDir` are what we call it. */
const meantBy = (section: string, key: string): SettingDescriptor | undefined =>
  descriptorOf(`${section}.${key}`) ??
  byVariable.get(`${section}_${key}`.toUpperCase()) ??
  byVariable.get(key.toUpperCase())

interface Meant {
  readonly changes: SettingChanges
  /** One sentence for each that could not be read. */
  readonly wrong: readonly string[]
}

/** A form sends texts; a script may send what it was told. */
const readValue = (
  descriptor: SettingDescriptor,
  given: unknown
): { readonly value: unknown } | { readonly why: string } => {
  const isMasked =
    descriptor.secret && [given].flat().some((one) => typeof one === 'string' && one.trim() === SEED_MASK)
  if (isMasked) return { value: SECRET_MASK }
  if (typeof given !== 'string' || descriptor.kind === 'text') return { value: given }
  const read = readText(descriptor, given.trim())
  return read.ok
    ? { value: read.value }
    : { why: `${descriptor.env} ${read.demand}, not ${shownText(descriptor, given)}.` }
}

type Pair = readonly [section: string, key: string, value: unknown]

const pairsOf = (sections: SeedChanges): readonly Pair[] =>
  Object.entries(sections).flatMap(([section, inside]) => {
    if (typeof inside !== 'object' || inside === null || Array.isArray(inside)) return [['', section, inside] as const]
    return Object.entries(inside).map(([key, value]) => [section, key, value] as const)
  })

/** What a body of the original program means. */
const seedChangesOf = (sections: SeedChanges): Meant => {
  const changes: [string, unknown][] = []
  const wrong: string[] = []
  for (const [section, key, given] of pairsOf(sections)) {
    const descriptor = meantBy(section, key)
    if (descriptor === undefined) {
      wrong.push(`There is no setting called ${[section, key].filter(Boolean).join('_').slice(0, 100)}.`)
      continue
    }
    const read = readValue(descriptor, given)
    if ('why' in read) wrong.push(read.why)
    else changes.push([descriptor.key, read.value])
  }
  return { changes: Object.fromEntries(changes), wrong }
}

/** What came of a save, with the variables that were sent. */
export type SeedSaved =
  | { readonly kind: 'saved'; readonly variables: string[] }
  | { readonly kind: 'refused'; readonly sentence: string }

const refusedBy = (answer: Exclude<SaveAnswer, { kind: 'saved' }>): SeedSaved => ({
  kind: 'refused',
  sentence: answer.refusal.refusals?.map(({ message }) => message).join(' ') ?? answer.sentence
})

/** Over whatever was saved meanwhile: the original program knew no revisions. */
export const seedSave = async (desk: SettingsDesk, sections: SeedChanges): Promise<SeedSaved> => {
  const { changes, wrong } = seedChangesOf(sections)
  if (wrong.length > 0) return { kind: 'refused', sentence: wrong.join(' ') }
  const answer = await desk.save({ revision: desk.view().revision, changes: jsonOf(changes) })
  if (answer.kind !== 'saved') return refusedBy(answer)
  return { kind: 'saved', variables: Object.keys(changes).map((key) => descriptorOf(key)?.env ?? key) }
}

/** Forgets all that is saved. */
export const seedReset = async (desk: SettingsDesk): Promise<SeedSaved> => {
  const saved = desk.view().settings.filter(({ origin }) => origin === 'saved')
  const changes = Object.fromEntries(saved.map(({ key }) => [key, null]))
  const answer = await desk.save({ revision: desk.view().revision, changes })
  return answer.kind === 'saved' ? { kind: 'saved', variables: saved.map(({ env }) => env) } : refusedBy(answer)
}

const jsonOf = (changes: SettingChanges): Parameters<SettingsDesk['save']>[0]['changes'] =>
  JSON.parse(JSON.stringify(changes))

const says = ({ evidence }: TrialAnswer, what: TrialAnswer['evidence'][number]['what']): boolean =>
  evidence.some((one) => one.what === what && one.text === 'yes')

const checkedPaths = ['paths.cacheDir', 'paths.realSource'] as const

const textIn = (view: SettingsView, key: string): string =>
  String(view.settings.find((setting) => setting.key === key)?.value ?? '')

/** Everything that the original program checked. */
export const seedCheck = async (desk: SettingsDesk, sections: SeedChanges): Promise<SeedCheck> => {
  const { changes, wrong } = seedChangesOf(sections)
  const { refusals, warnings } = desk.check(changes)
  const view = desk.view()
  const typed = (key: string): string => {
    const given = changes[key]
    return typeof given === 'string' && given !== '' ? given : textIn(view, key)
  }
  const looked = checkedPaths.map(async (key) => {
    const path = typed(key)
    const answer = await desk.tryPath({ path: path === '' ? '/' : path })
    const exists = answer.evidence.length > 0
    return [
      descriptorOf(key)?.env ?? key,
      { path, exists, readable: says(answer, 'readable'), writable: says(answer, 'writable') }
    ] as const
  })
  const path_checks = Object.fromEntries(await Promise.all(looked))
  const url = typed('plex.url')
  const plex = await desk.tryPlex({ url, token: typed('plex.token') })
  const missing = Object.values(path_checks).flatMap(({ path, exists }) =>
    exists ? [] : [`${path} cannot be looked at.`]
  )
  const errors = [...wrong, ...refusals.map(({ message }) => message), ...missing]
  return {
    valid: errors.length === 0 && plex.ok,
    errors,
    warnings: warnings.map(({ message }) => message),
    path_checks,
    plex_connection: plex.ok ? { status: 'connected', url } : { status: 'failed', url, error: plex.sentence }
  }
}
