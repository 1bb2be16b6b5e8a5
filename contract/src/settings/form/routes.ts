/** The endpoints of the settings: looking, checking, saving, and trying out what was typed. */
import { z } from 'zod'
import { paths } from '../../paths.ts'
import { route } from '../../route.ts'
import { pathTrialSchema, plexTrialSchema, traktTrialSchema, trialAnswerSchema } from './trial.ts'
import { saveOrderSchema, settingChangesSchema, settingsCheckSchema, settingsViewSchema } from './view.ts'

export const settingsRoutes = {
  settings: route({
    method: 'GET',
    path: paths.settings,
    policy: 'read',
    summary: 'Every setting with its value in force, where that comes from, and what is wrong with it; secrets masked.',
    answer: settingsViewSchema
  }),
  checkSettings: route({
    method: 'POST',
    path: paths.checkSettings,
    policy: 'admin',
    summary: 'What changes would come to; saves nothing.',
    body: z.strictObject({ changes: settingChangesSchema }),
    answer: settingsCheckSchema
  }),
  saveSettings: route({
    method: 'POST',
    path: paths.saveSettings,
    policy: 'admin',
    summary:
      'Saves changes, all or none; null resets a setting. 409 with what changed when somebody saved since that revision, 422 with the reasons when they cannot be used.',
    body: saveOrderSchema,
    answer: settingsViewSchema
  }),
  tryPlex: route({
    method: 'POST',
    path: paths.tryPlex,
    policy: 'admin',
    summary: 'Asks who answers at an address of Plex, and whether the token is that of its owner.',
    body: plexTrialSchema,
    answer: trialAnswerSchema
  }),
  tryPath: route({
    method: 'POST',
    path: paths.tryPath,
    policy: 'admin',
    summary:
      'Looks at one folder: whether it is there, who may read and write it, and how much room its file system has. Reads no file.',
    body: pathTrialSchema,
    answer: trialAnswerSchema
  }),
  tryTrakt: route({
    method: 'POST',
    path: paths.tryTrakt,
    policy: 'admin',
    summary: 'Asks Trakt for its most watched movie, to see whether it takes the client id.',
    body: traktTrialSchema,
    answer: trialAnswerSchema
  })
} as const
