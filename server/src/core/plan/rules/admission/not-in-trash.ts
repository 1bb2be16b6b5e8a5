/** Leaves what lies in Plex's trash. */
import { type AdmissionRule, pass, refuse } from '#core/plan/rule.ts'

export const notInTrash: AdmissionRule = {
  name: 'not-in-trash',
  judge: (unit) => (unit.trashed ? refuse({ code: 'in-trash' }) : pass)
}
