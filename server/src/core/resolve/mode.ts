/** The effective mode: what the seed's four switches mean where the pool is, or is not, part of the view that Plex reads. */
import type { Situation } from '#core/model/layout.ts'
import type { Mode } from '#core/model/unit.ts'

/** The switches as they are set: COPY_TO_CACHE, MOVE_WITH_SYMLINKS, USE_SYMLINKS_FOR_CACHE, DELETE_FROM_CACHE_WHEN_DONE. */
export interface ModeSwitches {
  readonly copyToCache: boolean
  readonly moveWithSymlinks: boolean
  readonly useSymlinks: boolean
  readonly deleteWhenDone: boolean
}

/** The mode that follows from the switches, told in plain words. */
export interface EffectiveMode {
  readonly mode: Mode
  /** What happens to the original, how Plex reads the file, and what happens when it is done. */
  readonly sentence: string
  /** What the switches ask for and do not get, or what they cost. */
  readonly warnings: readonly string[]
}

const BOTH_SET =
  'COPY_TO_CACHE and MOVE_WITH_SYMLINKS are both on: files are copied, because a copy never removes an original. Switch one of them off.'
const COPY_UNREAD =
  'COPY_TO_CACHE is on and USE_SYMLINKS_FOR_CACHE is off: Plex never reads the copies, so they have no effect on playback. Switch USE_SYMLINKS_FOR_CACHE on.'
const FILE_LOST_FROM_SIGHT =
  'USE_SYMLINKS_FOR_CACHE is off and the cache is not part of the view that Plex reads: Plex loses sight of every file that is moved until it comes back. Switch USE_SYMLINKS_FOR_CACHE or COPY_TO_CACHE on.'

const FATE = {
  keep: 'The original stays untouched on the array',
  backup: 'The original stays on the array under its name with .plexcached added',
  remove: 'The original is removed from the array once its copy on the pool is verified'
} as const satisfies Record<Mode['original'], string>

const READING = {
  union: 'and Plex reads the copy at the same path, because the merged view shows the pool first.',
  symlink: 'and Plex reads the copy through a link at the original path.',
  bare: 'and Plex is not shown the copy.'
} as const satisfies Record<Mode['presentation'], string>

/** What happens to the original and how Plex reads the file, in one sentence. */
export const wordMode = (mode: Mode): string => `${FATE[mode.original]}, ${READING[mode.presentation]}`

const whenDone = (mode: Mode, deleteWhenDone: boolean): string => {
  if (mode.original !== 'remove') return 'When it is done, the original serves again and the redundant copy is dropped.'
  const moved = 'When it is done, the file is moved back'
  return deleteWhenDone
    ? `${moved}: DELETE_FROM_CACHE_WHEN_DONE never discards the only copy.`
    : `${moved} to the array.`
}

const copying = (useSymlinks: boolean, situation: Situation): Mode => {
  if (situation === 'union') return { presentation: 'union', original: 'keep' }
  return useSymlinks ? { presentation: 'symlink', original: 'backup' } : { presentation: 'bare', original: 'keep' }
}

const moving = (linked: boolean, situation: Situation): Mode => {
  if (situation === 'union') return { presentation: 'union', original: 'remove' }
  return { presentation: linked ? 'symlink' : 'bare', original: 'remove' }
}

const modeOf = (switches: ModeSwitches, situation: Situation): Mode =>
  switches.copyToCache
    ? copying(switches.useSymlinks, situation)
    : moving(switches.moveWithSymlinks || switches.useSymlinks, situation)

/**
 * The one mode in effect. COPY_TO_CACHE wins over MOVE_WITH_SYMLINKS; without either files are moved.
 * DELETE_FROM_CACHE_WHEN_DONE changes no mode: it may only ever drop a redundant copy, which every mode does anyway.
 */
export const effectiveMode = (switches: ModeSwitches, situation: Situation): EffectiveMode => {
  const mode = modeOf(switches, situation)
  const unread = mode.presentation === 'bare'
  const warnings = [
    ...(switches.copyToCache && switches.moveWithSymlinks ? [BOTH_SET] : []),
    ...(unread && mode.original === 'keep' ? [COPY_UNREAD] : []),
    ...(unread && mode.original === 'remove' ? [FILE_LOST_FROM_SIGHT] : [])
  ]
  const sentence = `${wordMode(mode)} ${whenDone(mode, switches.deleteWhenDone)}`
  return { mode, sentence, warnings }
}
