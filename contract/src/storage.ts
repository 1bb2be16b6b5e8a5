/** What was found out about the storage: what each root can do, what the merged view does with two copies, and which modes work here. */
import { z } from 'zod'

/**
 * Whether something can be done: `works`; `ignored` (the call succeeds and nothing happens); `unknown` (could not be
 * asked); else the system's error code, such as `EPERM`.
 */
const abilitySchema = z.string()

/** What one place below a root can do, asked on files of our own there. */
export const rootFactsSchema = z.object({
  /** The folder asked in: the root, or the mount below it that holds the files. */
  place: z.string(),
  role: z.enum(['pool', 'array']),
  /** Type from the mount table, such as `xfs` or `cifs`. */
  fileSystem: z.string(),
  /** Options of mount and file system that change what readers or other machines meet: `vers=3`, `mfsymlinks`. */
  options: z.array(z.string()),
  /** A second name for a file. */
  link: abilitySchema,
  /** A symbolic link, and renaming it over a file. */
  symlink: abilitySchema,
  /** Renaming over an existing name. */
  renameOver: abilitySchema,
  /**
   * The same while somebody has that file open; the reader goes on reading the old bytes. `destroys`: it is refused, and the file is gone once the
   * reader has closed it (SMB marks it for deletion on the way).
   */
  renameOverOpen: abilitySchema,
  /** Removing a file that somebody has open. `lingers`: its name stays until the reader has closed it. */
  unlinkOpen: abilitySchema,
  syncDirectory: abilitySchema,
  /** O_DIRECT. */
  direct: abilitySchema,
  /** An extended attribute of the user. */
  attribute: abilitySchema,
  /** Giving a file the owner that the files there have. */
  owner: abilitySchema,
  /** Giving a file a mode. */
  mode: abilitySchema,
  /** Finest step in which a time is kept, nanoseconds. */
  timeStepNs: z.number().int(),
  /** Whether `Film` and `film` are one name. */
  foldsCase: z.boolean(),
  /** Bytes of the longest name that could be made, 255 at most. */
  longestName: z.number().int(),
  /** A second name across to the pool (asked of an array place on the same file system); null where that is another one. */
  linkToPool: abilitySchema.nullable(),
  askedAt: z.number().int()
})
/** What one place can do. */
export type RootFacts = Readonly<z.infer<typeof rootFactsSchema>>

/** Which of two copies with one name an act through the view took: `refused` when it failed. */
const takenSchema = z.enum(['both', 'pool', 'array', 'none', 'refused'])

/** What the merged view does with a name that both the pool and a disk of the array have. */
export const viewFactsSchema = z.object({
  /** The view's folder asked through. */
  place: z.string(),
  fileSystem: z.string(),
  /** What program and version answers, such as `mergerfs 2.40.2` or `Unraid 7.1.4`; null when it does not say. */
  version: z.string().nullable(),
  /** Whether a file that only the pool has is seen. */
  showsPool: z.boolean(),
  /** Whose bytes are read. */
  reads: z.enum(['pool', 'array', 'neither']),
  /** What a delete takes. */
  unlinkTakes: takenSchema,
  /** What a rename takes along. */
  renameTakes: takenSchema,
  /** Whether a file keeps its inode number when the other copy starts to serve. */
  inodesStay: z.boolean(),
  askedAt: z.number().int()
})
/** What the merged view does. */
export type ViewFacts = Readonly<z.infer<typeof viewFactsSchema>>

/** One mode with whether it works here. `usable` is null while nothing was asked. */
const modeVerdictSchema = z.object({
  presentation: z.enum(['union', 'symlink', 'bare']),
  original: z.enum(['keep', 'backup', 'remove']),
  inEffect: z.boolean(),
  usable: z.boolean().nullable(),
  sentence: z.string(),
  /** What this mode costs or cannot keep here. */
  notes: z.array(z.string())
})

const storageRootSchema = z.object({
  role: z.enum(['share', 'pool', 'array', 'source']),
  path: z.string(),
  state: z.string(),
  fileSystem: z.string(),
  sentence: z.string()
})

/** An additional library. */
const storageSourceSchema = z.object({
  path: z.string(),
  /** What Plex calls it; null when nobody said so. */
  plexPath: z.string().nullable(),
  /** Its own folder on the pool. */
  poolPath: z.string(),
  state: z.string(),
  fileSystem: z.string(),
  /** The root as found, or what keeps it from being used. */
  sentence: z.string(),
  /** How its files move. */
  mode: z.string()
})
/** An additional library with how its files move. */
export type StorageSource = z.infer<typeof storageSourceSchema>

/** The storage as it was last seen. Asking for it touches no disk of the array. */
export const storageSchema = z.object({
  sentence: z.string(),
  situation: z.enum(['union', 'elsewhere']).nullable(),
  roots: z.array(storageRootSchema),
  sources: z.array(storageSourceSchema),
  /** What was asked of each place, with one sentence for each answer that people should know. */
  places: z.array(z.object({ facts: rootFactsSchema, sentences: z.array(z.string()) })),
  view: z.object({ facts: viewFactsSchema, sentences: z.array(z.string()) }).nullable(),
  modes: z.array(modeVerdictSchema),
  warnings: z.array(z.string())
})
/** The storage with its modes. */
export type StorageStatus = z.infer<typeof storageSchema>
