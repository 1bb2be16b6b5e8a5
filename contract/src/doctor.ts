/** What the doctor found: ledger, journal and disks compared, each difference in one sentence. */
import { z } from 'zod'

/** One difference between what we know and what is there. */
export const findingSchema = z.object({
  /** Stable name such as `copy.gone`, then what it is about. */
  id: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  /** What, where, why it matters and what to do. */
  sentence: z.string(),
  /** What --repair does about it; null when a person or the next run must. */
  repair: z.string().nullable()
})
export type Finding = z.infer<typeof findingSchema>

export const doctorReportSchema = z.object({
  /** Epoch milliseconds. */
  at: z.number().int(),
  /** Whether the array's disks were looked at. */
  audited: z.boolean(),
  /** Whether copies were read in full. */
  hashed: z.boolean(),
  /** Files of ours that were compared. */
  files: z.number().int(),
  findings: z.array(findingSchema),
  /** What was repaired, one sentence each. */
  repaired: z.array(z.string()),
  /** The whole in one sentence. */
  sentence: z.string()
})
export type DoctorReport = z.infer<typeof doctorReportSchema>
