/** What rows of the library may be narrowed to and ordered by. Free of schemas. */

/**
 * cached: on the pool because of us; partly: some of its files; moving: on its way at this moment; waiting: the last plan brings it; strange: somebody deleted
 * or replaced it, or it is wanted and has no place here; array: where it always was.
 */
export const libraryStates = ['cached', 'partly', 'moving', 'waiting', 'strange', 'array'] as const
export type LibraryState = (typeof libraryStates)[number]

export const libraryKinds = ['movie', 'episode'] as const
export type LibraryKind = (typeof libraryKinds)[number]

export const libraryOrders = ['title', 'rank', 'cached', 'added', 'size'] as const
export type LibraryOrder = (typeof libraryOrders)[number]

/** The sizes in which posters are handed out: beside a row, and on its own. */
export const posterSizes = ['small', 'medium'] as const
export type PosterSize = (typeof posterSizes)[number]
