/** Where the running server can be reached, written beside its database while it runs. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const fileOf = (dataFolder: string): string => `${dataFolder}/instance.json`

/** A running server: where it is asked, and the key by which the command line on this machine is known to it. */
export interface Instance {
  readonly address: string
  readonly key: string
}

const instanceSchema = z.object({ address: z.string(), key: z.string() })

/** Notes it, for nobody else's eyes; the file goes away with the server. */
export const noteInstance = (dataFolder: string, instance: Instance): void => {
  // An old one keeps the rights that it was made with.
  forgetInstance(dataFolder)
  writeFileSync(fileOf(dataFolder), JSON.stringify(instance), { mode: 0o600, flag: 'wx' })
}

/** Takes the note away. */
export const forgetInstance = (dataFolder: string): void => rmSync(fileOf(dataFolder), { force: true })

/** The running server, or undefined when none was noted. */
export const findInstance = (dataFolder: string): Instance | undefined => {
  try {
    return instanceSchema.safeParse(JSON.parse(readFileSync(fileOf(dataFolder), 'utf8'))).data
  } catch {
    // No note, or half of one: then there is no server to be asked.
    return undefined
  }
}
