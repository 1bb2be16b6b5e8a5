/** The settings as a flat list of descriptors: what the env reader, the documents and the form are made from. */
import { z } from 'zod'
import { MAX_GB } from './room-size.ts'
import { type Settings, type SettingsGroup, settingsSchema } from './schema.ts'
import { type SettingFacts, settingFacts } from './setting.ts'

/** The wire shape of a value. */
export const settingValueSchema = z.union([z.boolean(), z.number(), z.string(), z.array(z.string()).readonly()])

/** A value of any setting; lists are lists of texts. */
export type SettingValue = z.output<typeof settingValueSchema>

/** Values by key, as in `{ 'pool.keepFreeGb': 50 }`; keys that are not in it have no value here. */
export type SettingValues = Readonly<Record<string, SettingValue>>

const groupSchema = settingsSchema.keyof()

/** The wire shape of a descriptor; `null` stands for "has none". */
export const settingDescriptorSchema = z.strictObject({
  /** Path in the settings object, as in `pool.keepFreeGb`. */
  key: z.string(),
  group: groupSchema,
  env: z.string(),
  label: z.string(),
  help: z.string(),
  unit: z.string().nullable(),
  /** room: a number of GB, or a text such as `250GB`, `1.5TB` or `50%`. */
  kind: z.enum(['boolean', 'integer', 'number', 'room', 'text', 'choice', 'list']),
  format: z.enum(['path', 'plex-path', 'mapping', 'url', 'header', 'rate', 'trakt-list']).nullable(),
  default: settingValueSchema,
  min: z.number().nullable(),
  max: z.number().nullable(),
  choices: z.array(z.string()).readonly().nullable(),
  secret: z.boolean(),
  /** True: empty by default, and nothing works until it is set. */
  required: z.boolean(),
  advanced: z.boolean(),
  appliesOn: z.enum(['now', 'next-run', 'restart']),
  /** False: declared, not yet acted on in this version. */
  inUse: z.boolean(),
  /** True: cannot be saved, only the environment gives it. */
  environmentOnly: z.boolean(),
  example: z.string().nullable()
})

export type SettingDescriptor = Readonly<z.output<typeof settingDescriptorSchema>>

type Shape = Pick<SettingDescriptor, 'kind' | 'min' | 'max' | 'choices'>

const plain = (kind: SettingDescriptor['kind']): Shape => ({ kind, min: null, max: null, choices: null })

function shapeOf(type: unknown): Shape {
  if (type instanceof z.ZodDefault) return shapeOf(type.unwrap())
  if (type instanceof z.ZodBoolean) return plain('boolean')
  if (type instanceof z.ZodArray) return plain('list')
  if (type instanceof z.ZodEnum) return { ...plain('choice'), choices: type.options.map(String) }
  if (type instanceof z.ZodUnion) return { ...plain('room'), min: 0, max: MAX_GB }
  if (type instanceof z.ZodNumber) {
    return { ...plain(type.format === 'safeint' ? 'integer' : 'number'), min: type.minValue, max: type.maxValue }
  }
  return plain('text')
}

function factsOf(key: string, type: z.ZodType): SettingFacts {
  const facts = settingFacts.get(type)
  if (facts === undefined) throw new Error(`The setting ${key} is declared without setting(), so it has no facts.`)
  return facts
}

function describeLeaf(group: SettingsGroup, name: string, type: z.ZodType): SettingDescriptor {
  const key = `${group}.${name}`
  const facts = factsOf(key, type)
  return {
    key,
    group,
    env: facts.env,
    label: facts.label,
    help: facts.help,
    unit: facts.unit ?? null,
    ...shapeOf(type),
    format: facts.format ?? null,
    default: settingValueSchema.parse(type.parse(undefined)),
    secret: facts.secret ?? false,
    required: facts.required ?? false,
    advanced: facts.advanced ?? false,
    appliesOn: facts.appliesOn ?? 'next-run',
    inUse: facts.inUse ?? true,
    environmentOnly: facts.environmentOnly ?? false,
    example: facts.example ?? null
  }
}

interface Leaf {
  readonly descriptor: SettingDescriptor
  readonly type: z.ZodType
}

const leaves: readonly Leaf[] = groupSchema.options.flatMap((group) =>
  Object.entries<z.ZodType>(settingsSchema.shape[group].shape).map(([name, type]) => ({
    descriptor: describeLeaf(group, name, type),
    type
  }))
)
const leavesByKey: ReadonlyMap<string, Leaf> = new Map(leaves.map((leaf) => [leaf.descriptor.key, leaf]))

/** Every setting, room by room, in the order of the schema. */
export const settingDescriptors: readonly SettingDescriptor[] = leaves.map((leaf) => leaf.descriptor)

/** Keys that are declared, and promised by name and range, but that this version does not act on yet. */
export const SETTINGS_NOT_YET_IN_USE: readonly string[] = settingDescriptors.filter((d) => !d.inUse).map((d) => d.key)

/** The descriptor of a key, or undefined when there is no such setting. */
export function descriptorOf(key: string): SettingDescriptor | undefined {
  return leavesByKey.get(key)?.descriptor
}

export type CheckedValue =
  | { readonly ok: true; readonly value: SettingValue }
  /** `demand` is the predicate of a sentence: "must be a whole number from 1 to 20". */
  | { readonly ok: false; readonly demand: string }

/** Checks and tidies one value (paths lose doubled slashes, addresses their trailing one). Never throws. */
export function checkValue(descriptor: SettingDescriptor, value: unknown): CheckedValue {
  const type = leavesByKey.get(descriptor.key)?.type
  // An absent value would be answered with the default; here it is a value that does not fit.
  const parsed = value === undefined ? undefined : type?.safeParse(value)
  const known = parsed?.success ? settingValueSchema.safeParse(parsed.data) : undefined
  if (known?.success) return { ok: true, value: known.data }
  const named = parsed?.error?.issues.find((issue) => issue.path.length === 0 && issue.message.startsWith('must '))
  return { ok: false, demand: named?.message ?? `must be ${rangeOf(descriptor)}` }
}

const TEXT_RANGES = {
  path: "an absolute path without '..'",
  'plex-path': String.raw`an absolute path, U:\… or \\host\share, without '..'`,
  mapping: 'PATH IN PLEX => FOLDER HERE',
  url: 'an http:// or https:// address',
  header: 'Name:value',
  rate: 'HH:MM-HH:MM=MB/s',
  'trakt-list': 'user/list, its address at trakt.tv or its number'
} as const

function textRange({ format, required, default: fallback }: SettingDescriptor): string {
  if (format === null) return 'text'
  return fallback === '' && !required ? `empty or ${TEXT_RANGES[format]}` : TEXT_RANGES[format]
}

function numberRange({ kind, min, max }: SettingDescriptor): string {
  return `${kind === 'integer' ? 'a whole number' : 'a number'} from ${min} to ${max}`
}

/** What a setting accepts, in words: "a whole number from 1 to 20", "one of DEBUG, INFO", "true or false". */
export function rangeOf(descriptor: SettingDescriptor): string {
  switch (descriptor.kind) {
    case 'boolean':
      return 'true or false'
    case 'integer':
    case 'number':
      return numberRange(descriptor)
    case 'room':
      return `a size from 0 to ${descriptor.max} GB (250, 250GB, 1.5TB) or a share of the pool (50%)`
    case 'choice':
      return `one of ${(descriptor.choices ?? []).join(', ')}`
    case 'list':
      return `a comma list, each entry ${descriptor.format === null ? 'text' : TEXT_RANGES[descriptor.format]}`
    case 'text':
      return textRange(descriptor)
  }
}

/** The value in force of one setting. */
export function settingValue(settings: Settings, descriptor: SettingDescriptor): SettingValue {
  const room: SettingValues = settings[descriptor.group]
  return room[descriptor.key.slice(descriptor.group.length + 1)] ?? descriptor.default
}
