/** One kept picture as a file: a line that says what it is and what its bytes come to, and the bytes. */
import { createHash } from 'node:crypto'
import type { KeptPicture, PictureType } from '#ports/pictures/pictures.ts'

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The name of its file: a hash, so that no name of anything outside becomes a path. */
export const fileOf = (name: string): string =>
  `${createHash('sha256').update(name).digest('hex').slice(0, 40)}.picture`

/** Whether a file of the folder is one of ours. */
export const isEntry = (file: string): boolean => /^[0-9a-f]{40}\.picture$/u.test(file)

export const packEntry = ({ type, fetchedAt, bytes }: KeptPicture): Buffer =>
  Buffer.concat([Buffer.from(`PCU1 ${type} ${fetchedAt} ${hashOf(bytes)}\n`), bytes])

const head = /^PCU1 (image\/(?:jpeg|png|webp)) (\d{1,15}) ([0-9a-f]{64})\n/u
const longestHead = 120

const types: Readonly<Record<string, PictureType>> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/png',
  'image/webp': 'image/webp'
}

/** Undefined when it is not whole. */
export const unpackEntry = (file: Buffer): KeptPicture | undefined => {
  const said = head.exec(file.toString('latin1', 0, longestHead))
  const type = types[said?.[1] ?? '']
  if (said === null || type === undefined) return undefined
  const bytes = file.subarray(said[0].length)
  return hashOf(bytes) === said[3] ? { type, fetchedAt: Number(said[2]), bytes } : undefined
}
