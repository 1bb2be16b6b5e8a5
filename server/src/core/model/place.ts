/** The kinds of path. One translator (core/resolve/path-map.ts) makes them; a path of one kind cannot be passed as another. */

declare const kind: unique symbol
type Branded<Kind extends string> = string & { readonly [kind]: Kind }

/** As the Plex server reports it, in its own container and notation. Untrusted input. */
export type PlexPath = Branded<'plex'>
/** Below REAL_SOURCE as this process sees it: the name Plex reads. On a union this is the merged view and only ever read. */
export type SharePath = Branded<'share'>
/** On one physical branch of the array. Equal to the share path where there is no union. */
export type ArrayPath = Branded<'array'>
/** On the pool, below CACHE_DESTINATION. */
export type PoolPath = Branded<'pool'>
/** Marks a string as a path in the Plex server's world. */
export const plexPath = (path: string): PlexPath => path as PlexPath
/** Marks a string as a path below REAL_SOURCE. */
export const sharePath = (path: string): SharePath => path as SharePath
/** Marks a string as a path on a physical array branch. */
export const arrayPath = (path: string): ArrayPath => path as ArrayPath
/** Marks a string as a path below the destination on the pool. */
export const poolPath = (path: string): PoolPath => path as PoolPath
