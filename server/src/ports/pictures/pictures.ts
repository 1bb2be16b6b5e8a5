/** Pictures of titles: what a media server gives, and where they are kept so that it is not asked again. */

/** What pictures may be; anything else is none. */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'] as const
export type PictureType = (typeof pictureTypes)[number]

/** A picture. */
export interface Picture {
  readonly type: PictureType
  readonly bytes: Uint8Array
}

/** Which picture is wanted: the poster of a title or show, in pixels. */
export interface PictureAsk {
  readonly ratingKey: string
  readonly width: number
  readonly height: number
}

/** A picture as it was kept. */
export interface KeptPicture extends Picture {
  /** When it was asked for, epoch milliseconds. */
  readonly fetchedAt: number
}

/** Where pictures are kept. What a disk refuses is nobody's trouble: then nothing is kept, and the server is asked again. */
export interface PictureShelf {
  /** Undefined when it is not there, or not whole. */
  read(name: string): Promise<KeptPicture | undefined>
  /** What was used longest ago makes room. */
  keep(name: string, picture: KeptPicture): Promise<void>
}
