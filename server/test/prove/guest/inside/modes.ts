/** The modes that are tried on remote roots, by the settings that choose them. */
export const modes = {
  'links, original parked': { COPY_TO_CACHE: 'true' },
  'links, original removed': { COPY_TO_CACHE: 'false' },
  'no links, original kept': { COPY_TO_CACHE: 'true', USE_SYMLINKS_FOR_CACHE: 'false' },
  'no links, original removed': { COPY_TO_CACHE: 'false', USE_SYMLINKS_FOR_CACHE: 'false' }
} as const

export type ModeName = keyof typeof modes
