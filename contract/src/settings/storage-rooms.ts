/** The settings that decide which files are moved, from where to where, and how: paths, watched, transfer. */
import { z } from 'zod'
import { MAX_GB } from './room-size.ts'
import {
  amountSetting,
  countSetting,
  mappingListSetting,
  optionalPathSetting,
  pathListSetting,
  pathSetting,
  plexPathListSetting,
  plexPathSetting,
  rateListSetting,
  setting,
  switchSetting
} from './setting.ts'

export const paths = z.strictObject({
  cacheDir: pathSetting('/mnt/cache', {
    env: 'CACHE_DIR',
    label: 'Cache drive',
    help: 'Root of the fast drive (the pool), as this container sees it.',
    appliesOn: 'restart'
  }),
  realSource: pathSetting('/mnt/user', {
    env: 'REAL_SOURCE',
    label: 'Library files',
    help: 'Where this container sees the library files. On Unraid this is the union of array and pools; it is only ever read.',
    appliesOn: 'restart'
  }),
  plexSource: plexPathSetting('/media', {
    env: 'PLEX_SOURCE',
    label: 'Library path in Plex',
    help: 'The beginning of the paths that Plex reports; it is replaced by REAL_SOURCE. It need not exist in this container.'
  }),
  mappings: mappingListSetting({
    env: 'PATH_MAPPINGS',
    label: 'More library paths',
    help: 'More pairs like PLEX_SOURCE and REAL_SOURCE, for libraries that Plex knows by other paths: its path, =>, the folder here, separated by commas. The folders here must lie below REAL_SOURCE or one of ADDITIONAL_SOURCES, so that no two files go to one place on the pool. The longest path that fits wins. "pcu paths" finds them for you.',
    example: String.raw`/tv => /mnt/user/series, U:\Films => /mnt/user/films`
  }),
  cacheDestination: optionalPathSetting({
    env: 'CACHE_DESTINATION',
    label: 'Cache folder',
    help: 'Folder that cached files go to, keeping their path below the library. Empty: CACHE_DIR itself. It may be a folder of the cache drive or another drive; it must not overlap the library.',
    appliesOn: 'restart',
    example: '/mnt/cache/media'
  }),
  additionalSources: pathListSetting({
    env: 'ADDITIONAL_SOURCES',
    label: 'Additional libraries',
    help: 'More library roots besides REAL_SOURCE, as this container sees them, separated by commas; paths may contain spaces. They may be network shares, and must not overlap each other, REAL_SOURCE or the cache. Each has a folder of its own on the pool, and Plex reads what is cached through a link. Nothing is moved from one that is mounted read-only: COPY_TO_CACHE without USE_SYMLINKS_FOR_CACHE copies from it, which Plex does not see.',
    appliesOn: 'restart',
    example: '/mnt/remotes/nas-movies,/mnt/remotes/nas-shows'
  }),
  additionalPlexSources: plexPathListSetting({
    env: 'ADDITIONAL_PLEX_SOURCES',
    label: 'Additional library paths in Plex',
    help: 'The paths that Plex reports for ADDITIONAL_SOURCES, in the same order and of the same number; - stands for one that is not known. The longest match wins. Where there is none, files that are wanted are looked for by path, then by name and size, which reads the folders of that library.',
    appliesOn: 'restart',
    advanced: true,
    example: '/nas-movies,/nas-shows'
  }),
  plexCachePath: optionalPathSetting({
    env: 'PLEX_CACHE_PATH',
    label: 'Cache path in Plex',
    help: 'The cache folder as Plex sees it; links are written with this path, because Plex follows them in its own container. Empty: the same path as here.',
    appliesOn: 'restart',
    advanced: true,
    example: '/mnt/cache/media'
  }),
  arraySources: pathListSetting({
    env: 'ARRAY_SOURCES',
    label: 'Array disks',
    help: 'The physical array roots behind a union such as /mnt/user, separated by commas. Empty: found from the mounts. Without any, files are copied only and the array keeps them.',
    appliesOn: 'restart',
    advanced: true,
    example: '/mnt/disk1,/mnt/disk2'
  }),
  unraidStateDir: pathSetting('/var/local/emhttp', {
    env: 'UNRAID_STATE_DIR',
    label: 'State files of Unraid',
    help: 'The folder in which Unraid writes what it knows of its shares and disks, as this container sees it; map it read-only. From it come the room to keep free, parity checks under way, and shares that live on a pool. Where it does not exist nothing is read.',
    advanced: true,
    appliesOn: 'restart'
  }),
  moverPidFile: pathSetting('/var/run/mover.pid', {
    env: 'MOVER_PID_FILE',
    label: "Process file of Unraid's mover",
    help: 'The file that is there while the mover of Unraid is at work, as this container sees it; runs wait for its end. Where it does not exist nothing is waited for.',
    advanced: true,
    appliesOn: 'restart'
  }),
  moverIgnoreFile: optionalPathSetting({
    env: 'MOVER_IGNORE_FILE',
    label: "Ignore list of Unraid's mover",
    help: "The file whose entries the Mover Tuning plugin leaves where they are, as this container sees it; the files on the cache are listed in it while they are there, and other people's lines stay as they are. Give the plugin the same file. Empty: no list is kept.",
    appliesOn: 'restart',
    example: '/mnt/cache/appdata/plexcache-ultra/mover-ignore.txt'
  }),
  moverIgnorePoolPath: optionalPathSetting({
    env: 'MOVER_IGNORE_POOL_PATH',
    label: 'Cache folder on the host',
    help: 'The cache folder as the Unraid host sees it, because the list of MOVER_IGNORE_FILE is read there. Empty: the same path as here.',
    advanced: true,
    appliesOn: 'restart',
    example: '/mnt/cache/media'
  })
})

export const watched = z.strictObject({
  move: switchSetting(true, {
    env: 'WATCHED_MOVE',
    label: 'Return watched files',
    help: 'Bring watched files back to the array, once nobody else wants them.'
  }),
  cacheExpiryHours: countSetting(
    { min: 0, max: 8760, fallback: 48 },
    {
      env: 'WATCHED_CACHE_EXPIRY',
      label: 'Keep watched files for',
      help: 'How long a watched file stays on the cache after it was last watched, before it is returned.',
      unit: 'hours'
    }
  ),
  returnGuardPercent: countSetting(
    { min: 0, max: 100, fallback: 30 },
    {
      env: 'RETURN_GUARD_PERCENT',
      label: 'Ask before bringing home more than',
      help: 'A run that would bring home more than this part of what is on the pool, and more than nine titles, brings nothing home and asks you first, as after a setting was changed or a wrong answer came. A plan that you reviewed, and bringing everything home, are not held. 0 = never ask.',
      unit: 'percent'
    }
  )
})

export const transfer = z.strictObject({
  maxConcurrentMovesCache: countSetting(
    { min: 1, max: 20, fallback: 5 },
    {
      env: 'MAX_CONCURRENT_MOVES_CACHE',
      label: 'Transfers to the cache at once',
      help: 'How many titles are brought to the cache at the same time, at most: one from each disk of the array, and two to each cache drive.'
    }
  ),
  maxConcurrentMovesArray: countSetting(
    { min: 1, max: 10, fallback: 2 },
    {
      env: 'MAX_CONCURRENT_MOVES_ARRAY',
      label: 'Transfers to the array at once',
      help: 'How many titles are brought back to the array at the same time, at most: one to each disk.'
    }
  ),
  maxConcurrentLocalTransfers: countSetting(
    { min: 1, max: 10, fallback: 5 },
    {
      env: 'MAX_CONCURRENT_LOCAL_TRANSFERS',
      label: 'Transfers between local drives at once',
      help: 'How many of the transfers, either way, may go between local drives at the same time. One disk of the array never has more than one.',
      advanced: true
    }
  ),
  maxConcurrentNetworkTransfers: countSetting(
    { min: 1, max: 5, fallback: 2 },
    {
      env: 'MAX_CONCURRENT_NETWORK_TRANSFERS',
      label: 'Transfers over the network at once',
      help: 'How many of the transfers, either way, may use network shares at the same time.',
      advanced: true
    }
  ),
  copyRateLimitMb: amountSetting(
    { min: 0, max: MAX_GB, fallback: 0 },
    {
      env: 'COPY_RATE_LIMIT_MB',
      label: 'Speed limit',
      help: 'The most that all copies together may read and write a second. 0 = no limit.',
      unit: 'MB/s',
      advanced: true
    }
  ),
  copyRateSchedule: rateListSetting({
    env: 'COPY_RATE_SCHEDULE',
    label: 'Speed limit by time of day',
    help: 'Speed limits in MB/s by local time (TZ), as HH:MM-HH:MM=MB/s, separated by commas; 0 = no limit. The first that holds counts, and COPY_RATE_LIMIT_MB at all other times. A copy under way follows.',
    advanced: true,
    example: '08:00-23:00=20,23:00-08:00=0'
  }),
  copyPriority: setting(z.enum(['normal', 'low', 'idle']).default('low'), {
    env: 'COPY_PRIORITY',
    label: 'Priority of copies',
    help: 'How copies compete for processor and disks. normal: like everything else. low: after everything else. idle: only what nobody else wants.',
    appliesOn: 'restart',
    advanced: true
  }),
  skipFilesInUse: switchSetting(true, {
    env: 'SKIP_FILES_IN_USE',
    label: 'Leave files alone that are open',
    help: 'A file on the array that some program has open keeps its name and is not replaced or removed, also when an interrupted move is settled or a deletion is finished; it is looked at again in the next run. A cached copy that is open always stays.'
  }),
  verifyCopies: setting(z.enum(['full', 'sample']).default('full'), {
    env: 'VERIFY_COPIES',
    label: 'Check copies',
    help: 'full: every byte of a copy is read back and compared. sample: only parts of it, faster on slow pools. When the only other copy is about to go, the check is always full.',
    advanced: true
  }),
  minimumFileAgeMinutes: countSetting(
    { min: 0, max: 10_080, fallback: 10 },
    {
      env: 'MINIMUM_FILE_AGE_MINUTES',
      label: 'Leave files alone that are younger than',
      help: 'A file changed less than this long ago may still be being written, so it is left where it is.',
      unit: 'minutes'
    }
  )
})

export const orphans = z.strictObject({
  policy: setting(z.enum(['ask', 'remove-after']).default('ask'), {
    env: 'ORPHAN_POLICY',
    label: 'What is left of deleted files',
    help: 'When somebody deletes or replaces a cached file, its copy or parked original is left over. ask: it stays until you decide (pcu orphans). remove-after: it is removed after ORPHAN_KEEP_DAYS, but only once Plex has confirmed that the file is gone from its library. An upgrade is no question: where Plex lists a newer file for the title, what is left of the older one goes once the newer one is seen to be whole.'
  }),
  keepDays: countSetting(
    { min: 1, max: 3650, fallback: 30 },
    {
      env: 'ORPHAN_KEEP_DAYS',
      label: 'Keep leftovers for',
      help: 'How long leftovers of deleted files are kept before they are removed. Only used when ORPHAN_POLICY is remove-after.',
      unit: 'days'
    }
  ),
  finishDeletes: setting(z.enum(['ask', 'automatic']).default('ask'), {
    env: 'FINISH_DELETES',
    label: 'Finish deletions',
    help: 'When the copy of a file that is kept on the array too is deleted through the share, the original is still there. ask: you decide (pcu orphans). automatic: the original is deleted as well once Plex has confirmed that the file is gone from its library.'
  })
})

export const doctor = z.strictObject({
  auditIntervalDays: countSetting(
    { min: 0, max: 3650, fallback: 0 },
    {
      env: 'AUDIT_INTERVAL_DAYS',
      label: 'Look over the array every',
      help: 'After a run, a disk of the array that the run woke anyway is looked over once in so many days: whether originals, parked originals and links are as they were left. No disk is ever woken for it. 0 = never by itself; "pcu doctor --audit" does it on demand.',
      unit: 'days',
      advanced: true
    }
  )
})
