/** Where the running server can be reached, written beside its database while it runs. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'

const fileOf = (dataFolder: string): string => `${dataFolder}/instance.json`

/** Notes the address; the file goes away with the server. */
export const noteInstance = (dataFolder: string, address: string): void =>
  writeFileSync(fileOf(dataFolder), JSON.stringify({ address }), { mode: 0o600 })

/** Takes the note away. */
export const forgetInstance = (dataFolder: string): void => rmSync(fileOf(dataFolder), { force: true })

/** The address of the running server, or undefined when none was noted. */
export const findInstance = (dataFolder: string): string | undefined => {
  try {
    const noted: unknown = JSON.parse(readFileSync(fileOf(dataFolder), 'utf8'))
    return typeof noted === 'object' && noted !== null && 'address' in noted ? String(noted.address) : undefined
  } catch {
    // No note, or half of one: then there is no server to be asked.
    return undefined
  }
}
