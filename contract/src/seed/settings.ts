/** The settings under the addresses and in the shapes of the original program, for scripts that were written for it. Never holds or echoes a secret. */
import { z } from 'zod'
import { paths } from '../paths.ts'
import { route } from '../route.ts'
import { settingValueSchema } from '../settings/describe.ts'

/** What stands in the place of a secret; sent back, it leaves the secret as it is. */
export const SEED_MASK = '***'

const longestName = 100
const mostSections = 300

/** Rooms of settings with their values by name. */
const nestedSchema = z.record(z.string(), z.record(z.string(), settingValueSchema))
export type SeedSettings = z.output<typeof nestedSchema>

/**
 * New values: by section and key, which joined by `_` are the name of a variable (`{"cache": {"dir": "/mnt/cache"}}`), by room and name as they
 * are told, or by variable alone. Texts are read as in the environment.
 */
export const seedChangesSchema = z
  .record(z.string().max(longestName), z.json())
  .refine((sections) => Object.keys(sections).length <= mostSections, `must be ${mostSections} sections at most`)
export type SeedChanges = z.output<typeof seedChangesSchema>

const pathCheck = z.object({ path: z.string(), exists: z.boolean(), readable: z.boolean(), writable: z.boolean() })

const checkSchema = z.object({
  valid: z.boolean(),
  errors: z.array(z.string()),
  warnings: z.array(z.string()),
  path_checks: z.record(z.string(), pathCheck),
  plex_connection: z.object({ status: z.enum(['connected', 'failed']), url: z.string(), error: z.string().optional() })
})
export type SeedCheck = z.output<typeof checkSchema>

export const seedSettingsRoutes = {
  seedSettings: route({
    method: 'GET',
    path: paths.seedSettings,
    policy: 'read',
    summary: 'Every setting in force by room and name, as the original program told them. Secrets are masked.',
    answer: nestedSchema
  }),
  seedSaveSettings: route({
    method: 'POST',
    path: paths.seedSaveSettings,
    policy: 'admin',
    summary:
      'Saves settings as the original program took them, all or none. Tells which variables, never their values.',
    body: seedChangesSchema,
    answer: z.object({ success: z.boolean(), message: z.string(), updated_vars: z.array(z.string()) })
  }),
  seedCheckSettings: route({
    method: 'POST',
    path: paths.seedCheckSettings,
    policy: 'admin',
    summary: 'Checks settings as the original program did: each value, the folders, and whether Plex answers.',
    body: seedChangesSchema,
    answer: checkSchema
  }),
  seedResetSettings: route({
    method: 'POST',
    path: paths.seedResetSettings,
    policy: 'admin',
    summary: 'Forgets every saved setting: the environment counts again, and the default everywhere else.',
    body: z.object({}),
    answer: z.object({ success: z.boolean(), message: z.string(), defaults: nestedSchema })
  })
} as const
