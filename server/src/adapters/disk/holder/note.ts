/**
 * A note beside the database that says who has the data folder and what is under way, for whoever is refused by the lock. Reading it opens nothing that is
 * locked and changes nothing; a note that outlived its program is read by nobody, because nobody is refused then.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { triggerSchema } from '@pcu/contract'
import { z } from 'zod'
import type { HolderNote, Holding } from '#ports/store.ts'

const fileOf = (dataFolder: string): string => `${dataFolder}/holder.json`

const at = z.number().int()
const noteSchema = z.object({
  program: z.enum(['server', 'command']),
  since: at,
  run: z
    .object({
      id: z.number().int(),
      trigger: triggerSchema,
      dryRun: z.boolean(),
      startedAt: at,
      stage: z.string().max(300)
    })
    .optional()
})

/** The note of a program that holds the lock, taken away when it closes. */
export interface OwnNote extends HolderNote {
  remove(): void
}

/** Whole or not at all, so that a reader never meets half a note. A folder that takes no note stops no run: the lock holds without it. */
const replaceNote = (path: string, holding: Holding): void => {
  const fresh = `${path}.new`
  try {
    writeFileSync(fresh, JSON.stringify(holding), { mode: 0o600 })
    renameSync(fresh, path)
  } catch {
    rmSync(fresh, { force: true })
  }
}

/** What cannot be taken away misleads nobody, because nobody is refused any more. */
const removeNote = (path: string): void => {
  try {
    rmSync(path, { force: true })
  } catch {
    // Something else lies in its place.
  }
}

/** Only for a program that has the database open. */
export const createHolderNote = (dataFolder: string): OwnNote => ({
  write: (holding) => replaceNote(fileOf(dataFolder), holding),
  remove: () => removeNote(fileOf(dataFolder))
})

/** What the holder of the folder says of itself; undefined when nothing legible is there, as in the moment before it has written. */
export const readHolderNote = (dataFolder: string): Holding | undefined => {
  try {
    const { run, ...holder } = noteSchema.parse(JSON.parse(readFileSync(fileOf(dataFolder), 'utf8')))
    return { ...holder, run }
  } catch {
    return undefined
  }
}
