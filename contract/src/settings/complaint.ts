/** A complaint: one sentence about a setting that was not given the way it can be used, and how bad that is. */
import { z } from 'zod'

/** The wire shape of a complaint. */
export const settingComplaintSchema = z.strictObject({
  code: z.enum([
    'unreadable-value',
    'unknown-setting',
    'environment-only',
    'did-you-mean',
    'other-name',
    'no-longer-read',
    'cut-at-comment',
    'given-twice',
    'secret-file-unreadable',
    'secret-file-empty',
    'secret-file-quoted',
    'not-yet-in-use',
    'both-modes',
    'dry-run-ignored',
    'paths-overlap',
    'mappings-contradict',
    'mapping-outside',
    'lists-differ',
    'sources-overlap',
    'source-too-long',
    'required-with',
    'list-on-array',
    'list-never-read'
  ]),
  /** error: no run may start; warning: runs, but not as asked; info: good to know. */
  severity: z.enum(['error', 'warning', 'info']),
  /** Key of the setting, as in `pool.keepFreeGb`; null when the complaint is about something that is no setting. */
  key: z.string().nullable(),
  /** The environment variable at fault; null when the value did not come from the environment. */
  variable: z.string().nullable(),
  message: z.string()
})

export type SettingComplaint = Readonly<z.output<typeof settingComplaintSchema>>

/** True when no run may start before this is put right. */
export function stopsRuns(complaints: readonly SettingComplaint[]): boolean {
  return complaints.some((complaint) => complaint.severity === 'error')
}
