/** The settings at the addresses of the original program. */
import { routes } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import type { SettingsDesk } from '#engine/settings/desk.ts'
import {
  type SeedSaved,
  seedCheck,
  seedDefaultsOf,
  seedReset,
  seedSave,
  seedSettingsOf
} from '#engine/settings/seed.ts'
import { Refused } from './failures.ts'
import { mount } from './mount.ts'

const variablesOf = (saved: SeedSaved): string[] => {
  if (saved.kind === 'refused') throw new Refused(400, saved.sentence)
  return saved.variables
}

/** Mounts them. */
export const mountSeedSettings = (app: FastifyInstance, desk: SettingsDesk): void => {
  mount(app, routes.seedSettings, async () => seedSettingsOf(desk.view()))
  mount(app, routes.seedSaveSettings, async ({ body }) => {
    const updated_vars = variablesOf(await seedSave(desk, body))
    return { success: true, message: 'The settings were saved.', updated_vars }
  })
  mount(app, routes.seedCheckSettings, ({ body }) => seedCheck(desk, body))
  mount(app, routes.seedResetSettings, async () => {
    variablesOf(await seedReset(desk))
    const message = 'What was saved is forgotten; the environment counts again, and the default everywhere else.'
    return { success: true, message, defaults: seedDefaultsOf(desk.view()) }
  })
}
