/** Random texts of 256 bits, and their hashes: fast ones, because nobody guesses such a text. */
import { createHash, randomBytes } from 'node:crypto'
import type { Tokens } from '#ports/access/access.ts'

export const tokens: Tokens = {
  make: () => randomBytes(32).toString('base64url'),
  hashOf: (token) => createHash('sha256').update(token).digest('base64url')
}
