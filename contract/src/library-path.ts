/** Where each folder of Plex's libraries lies here: by which pair, or where it may be, with what speaks for it. */
import { z } from 'zod'

/** How many of the sampled files were found below a folder, by name and size. */
export const pathEvidenceSchema = z.object({
  sampled: z.number().int(),
  found: z.number().int(),
  /** "48 of 50 sampled files found.", with what was met instead of the others. */
  sentence: z.string()
})

/**
 * What the search proposes. one: a folder that can be taken; several: equally good ones, of which a person chooses; refused: found where it
 * must not be taken from; none: not found.
 */
export const pathSuggestionSchema = z.object({
  kind: z.enum(['one', 'several', 'refused', 'none']),
  folders: z.array(z.string()),
  sentence: z.string()
})

/** One folder of a library section. */
export const libraryPathSchema = z.object({
  sectionId: z.string(),
  section: z.string(),
  /** As Plex calls it. */
  location: z.string(),
  /** Where it lies here by a pair; null when none fits. */
  folder: z.string().nullable(),
  /** The pair that says so, as in `/media => /mnt/user`. */
  pair: z.string().nullable(),
  sentence: z.string(),
  /** Below `folder`; null as long as nobody had it looked for. */
  evidence: pathEvidenceSchema.nullable(),
  suggestion: pathSuggestionSchema.nullable()
})
export type LibraryPath = z.infer<typeof libraryPathSchema>

/** Every folder, and the last search. */
export const pathReportSchema = z.object({
  sentence: z.string(),
  /** When a person last had the files looked for, epoch milliseconds; null: never. */
  lookedAt: z.number().int().nullable(),
  locations: z.array(libraryPathSchema),
  /** What could not be looked at. */
  notes: z.array(z.string())
})
export type PathReport = z.infer<typeof pathReportSchema>

/** What is kept of a search until the next one. */
export const pathSearchSchema = z.object({
  at: z.number().int(),
  notes: z.array(z.string()),
  /** By the location as Plex calls it. */
  found: z.record(
    z.string(),
    z.object({
      /** Where a pair says that it lies, with the evidence there. */
      checked: z.object({ folder: z.string(), evidence: pathEvidenceSchema }).nullable(),
      suggestion: pathSuggestionSchema.nullable()
    })
  )
})
export type PathSearch = z.infer<typeof pathSearchSchema>

/** What is kept of the library's folders from one run to the next. */
export const knownLocationsSchema = z.array(
  z.object({ sectionId: z.string(), title: z.string(), locations: z.array(z.string()) })
)
export type KnownLocations = z.infer<typeof knownLocationsSchema>
