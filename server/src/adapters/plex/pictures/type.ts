/** What a picture is, by its first bytes: what a server calls it proves nothing. */
import type { PictureType } from '#ports/pictures/pictures.ts'

const starts = (bytes: Uint8Array, mark: readonly number[], from = 0): boolean =>
  mark.every((byte, at) => bytes[from + at] === byte)

/** Undefined for anything that is not one of the three. */
export const pictureTypeOf = (bytes: Uint8Array): PictureType | undefined => {
  if (starts(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  const isRiff = starts(bytes, [0x52, 0x49, 0x46, 0x46]) && starts(bytes, [0x57, 0x45, 0x42, 0x50], 8)
  return isRiff ? 'image/webp' : undefined
}
