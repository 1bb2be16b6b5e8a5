/** Orphans: cached files whose copy or original somebody deleted or replaced, and what can be done about each. */
import { z } from 'zod'

/**
 * restore: the file comes back to its place; keep-copy: the copy becomes the file; finish-delete: what is left goes too;
 * remove-leftovers: the new file stays, ours go; forget: every file stays as it is, only our record goes.
 */
export const remedySchema = z.enum(['restore', 'keep-copy', 'finish-delete', 'remove-leftovers', 'forget'])
export type Remedy = z.infer<typeof remedySchema>

/** A unit with at least one file that waits for a person. */
export const orphanSchema = z.object({
  id: z.number().int(),
  unit: z.string(),
  title: z.string(),
  original: z.enum(['keep', 'backup', 'remove']),
  presentation: z.enum(['union', 'symlink', 'bare']),
  files: z.array(
    z.object({
      path: z.string(),
      poolPath: z.string(),
      sizeBytes: z.number().int(),
      /** What somebody did, one sentence. */
      why: z.string(),
      /** Epoch milliseconds; null where it was noticed before that was written down. */
      since: z.number().int().nullable()
    })
  ),
  sizeBytes: z.number().int(),
  /** What can be done; most likely first. */
  remedies: z.array(z.object({ how: remedySchema, does: z.string() }))
})
export type Orphan = z.infer<typeof orphanSchema>
