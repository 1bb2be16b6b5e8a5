/** Where the set-up keeps its own files, all of them inside the checkout and ignored by git. */
import { accessSync, constants } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout, wherever the command was called from. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Lock, build stamp and, during an installation, a temporary Node. Outside node_modules, which npm empties. */
export const stateFolder = join(root, '.pcu')

/** Throws a sentence naming the folder when nothing may be written into the checkout. */
export function assertWritable() {
  try {
    accessSync(root, constants.W_OK)
  } catch {
    throw new Error(
      `${root} cannot be written by this user, so nothing can be installed: change its owner, or start once as its owner.`
    )
  }
}
