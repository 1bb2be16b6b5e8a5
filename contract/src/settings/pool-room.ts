/** The settings of the pool: how much of it is used, for what, and when something gives way. */
import { z } from 'zod'
import { countSetting, roomSetting, switchSetting } from './setting.ts'

export const pool = z.strictObject({
  keepFreeGb: roomSetting(20, {
    env: 'POOL_KEEP_FREE_GB',
    label: 'Keep free on the pool',
    help: 'The pool is never filled past this: other writers need room too. GB, or with a unit (500MB, 1.5TB), or a share of the pool (10%). A twentieth of the pool (no more than 20 GB) stays free whatever this says. When other programs fill the pool past this, what of ours is wanted least goes home (see POOL_MAKE_ROOM).'
  }),
  maxSizeGb: roomSetting(0, {
    env: 'CACHE_MAX_SIZE_GB',
    label: 'Use at most',
    help: 'The most that our own files may take up on the pool: GB, or with a unit (250GB, 1.5TB), or a share of the pool (50%). Of this and POOL_KEEP_FREE_GB the tighter one holds. 0 = no limit besides POOL_KEEP_FREE_GB.'
  }),
  maxItemSizeGb: roomSetting(0, {
    env: 'MAX_ITEM_SIZE_GB',
    label: 'Largest title',
    help: 'A film or an episode larger than this, with its subtitles, stays on the array whoever wants it: GB, or with a unit (80GB), or a share of the pool (20%). 0 = no limit.'
  }),
  makeRoom: switchSetting(true, {
    env: 'POOL_MAKE_ROOM',
    label: 'Make room for what is wanted more',
    help: 'When the pool is full, what nobody wants any more goes home before its grace is over, and then what is clearly wanted less, but no more than needed. Off: what is on the pool stays until it goes by itself, and new wishes wait.'
  }),
  holdHours: countSetting(
    { min: 0, max: 8760, fallback: 12 },
    {
      env: 'POOL_HOLD_HOURS',
      label: 'Keep what came for at least',
      help: 'What came to the pool stays there for so long before it makes room for something else, or goes home because nobody wants it any more, so that no file is carried to and fro. What was watched meanwhile follows WATCHED_CACHE_EXPIRY. 0 = not at all.',
      unit: 'hours'
    }
  ),
  allowSameFilesystem: switchSetting(false, {
    env: 'ALLOW_SAME_FILESYSTEM',
    label: 'Allow pool and array on one file system',
    help: 'Pool and array on one file system: nothing to gain; for trying things out.',
    advanced: true
  }),
  allowVolatilePool: switchSetting(false, {
    env: 'ALLOW_VOLATILE_POOL',
    label: 'Allow a pool that does not survive a restart',
    help: "A pool in memory (tmpfs, ramfs) or in the container's own overlay is refused unless this is on: files there are lost at a restart.",
    advanced: true
  })
})
