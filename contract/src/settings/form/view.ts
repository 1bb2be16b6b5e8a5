/** The settings as a form shows them: what each is, what is in force, who says so, and what a save came to. Never holds a secret. */
import { z } from 'zod'
import { settingComplaintSchema } from '../complaint.ts'
import { settingDescriptorSchema, settingValueSchema } from '../describe.ts'

/** Which of the three layers says so; later ones win. */
export const settingOriginSchema = z.enum(['default', 'environment', 'saved'])

/** What the environment gives for a setting, also where a saved value covers it. */
const givenSchema = z.object({
  variable: z.string(),
  /** The file that the value was in; null when it stood in the variable itself. */
  file: z.string().nullable(),
  value: settingValueSchema
})

/** One setting with what is in force. Secrets are masked in every value of it. */
export const shownSettingSchema = z.object({
  ...settingDescriptorSchema.shape,
  /** What it accepts, in words. */
  range: z.string(),
  /** As saved; with `waits`, from the next start on. */
  value: settingValueSchema,
  /** False: empty. */
  isSet: z.boolean(),
  origin: settingOriginSchema,
  environment: givenSchema.nullable(),
  /** What would count without a saved value. */
  below: settingValueSchema,
  /** Saved since the start, and counts from the next one on. */
  waits: z.boolean(),
  complaints: z.array(settingComplaintSchema)
})
export type ShownSetting = z.infer<typeof shownSettingSchema>

/** Everything that a form of the settings needs. */
export const settingsViewSchema = z.object({
  /** Changes with every save, whoever saves; to be sent back with changes. */
  revision: z.string(),
  rooms: z.array(z.object({ name: z.string(), title: z.string() })),
  settings: z.array(shownSettingSchema),
  /** Those that are about no single setting, such as a misspelt variable. */
  complaints: z.array(settingComplaintSchema),
  /** Where the library lies, pair by pair, by all the settings that say so. */
  mappings: z.array(z.object({ plexPath: z.string(), realPath: z.string() })),
  /** Everything that is in force, written as an environment file with secrets masked. */
  text: z.string()
})
export type SettingsView = z.infer<typeof settingsViewSchema>

const mostChanges = 300
const longestKey = 100

/** New values by key; null resets a setting. What comes back masked is left as it is. */
export const settingChangesSchema = z
  .record(z.string().max(longestKey), z.json())
  .refine((changes) => Object.keys(changes).length <= mostChanges, `must be ${mostChanges} changes at most`)

/** A save: what is changed, and which settings were looked at meanwhile. */
export const saveOrderSchema = z.strictObject({ revision: z.string().max(longestKey), changes: settingChangesSchema })
export type SaveOrder = z.infer<typeof saveOrderSchema>

/** What changes would come to. */
export const settingsCheckSchema = z.object({
  /** Whether they could be saved. */
  ok: z.boolean(),
  /** Why not, by setting and by the settings together. */
  refusals: z.array(settingComplaintSchema),
  /** What would be complained about afterwards and is not now. */
  warnings: z.array(settingComplaintSchema),
  /** Keys that would count only from the next start on. */
  restart: z.array(z.string())
})
export type SettingsCheck = z.infer<typeof settingsCheckSchema>

/** A setting that somebody else changed meanwhile, or that is changed here. Secrets are masked. */
export const settingConflictSchema = z.object({
  key: z.string(),
  env: z.string(),
  label: z.string(),
  /** When the page was loaded; null when that is not known any more. */
  was: settingValueSchema.nullable(),
  theirs: settingValueSchema,
  /** Null when it is not changed here. */
  yours: settingValueSchema.nullable(),
  /** Told apart also where both are masked. */
  isTheirs: z.boolean()
})
export type SettingConflict = z.infer<typeof settingConflictSchema>

/** What a problem+json answer says beside its title when a save was refused. */
export const saveRefusalSchema = z.object({
  /** Of a 409: to be sent along when the changes are sent again all the same. */
  revision: z.string().optional(),
  conflicts: z.array(settingConflictSchema).optional(),
  /** Of a 422. */
  refusals: z.array(settingComplaintSchema).optional()
})
export type SaveRefusal = z.infer<typeof saveRefusalSchema>
