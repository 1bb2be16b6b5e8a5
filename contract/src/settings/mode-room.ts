/** The settings that decide what becomes of an original while its copy serves, and of files that are more than one title's or more than one program's. */
import { z } from 'zod'
import { setting, switchSetting } from './setting.ts'

export const mode = z.strictObject({
  copyToCache: switchSetting(false, {
    env: 'COPY_TO_CACHE',
    label: 'Copy instead of move',
    help: 'Copy to the cache and keep the original. Wins when MOVE_WITH_SYMLINKS is on as well.'
  }),
  deleteWhenDone: switchSetting(true, {
    env: 'DELETE_FROM_CACHE_WHEN_DONE',
    label: 'Discard the cached copy when done',
    help: 'When a file is done, drop the cached copy instead of moving it back. Only a redundant copy, checked against its original, is ever dropped; the only or the newest copy is moved back instead.'
  }),
  useSymlinks: switchSetting(true, {
    env: 'USE_SYMLINKS_FOR_CACHE',
    label: 'Link to the cached file',
    help: 'Leave a link at the original path, so that Plex reads the cached file. Not needed, and not done, where a union already shows it.'
  }),
  moveWithSymlinks: switchSetting(false, {
    env: 'MOVE_WITH_SYMLINKS',
    label: 'Move and link',
    help: 'Move to the cache and always leave a link at the original path. Has no effect when COPY_TO_CACHE is on.'
  }),
  hardLinks: setting(z.enum(['skip', 'copy', 'move']).default('skip'), {
    env: 'HARD_LINKS',
    label: 'Files with more than one name',
    help: 'What is done with a file that has another name (a hard link), as a download has that is still shared; no way ever changes the other name or its bytes. Where originals stay untouched it is cached like any other file. Otherwise: skip leaves it on the array. copy caches a copy and leaves the original alone, where a union shows the cache; elsewhere it is left. move caches a copy and parks the library name beside itself until it comes back as what it was; as the other name keeps its bytes, no room is won on the array.'
  }),
  folderArtwork: setting(z.enum(['leave', 'cache']).default('leave'), {
    env: 'FOLDER_ARTWORK',
    label: 'Posters of whole folders',
    help: 'What is done with posters, backgrounds and descriptions (nfo) of a whole folder, season or show. leave: they stay on the array; Plex reads them when it scans and keeps its own copies, so nothing is missing in playback. cache: they come with the first title of the folder and go home with the last, so that a scan finds them on the cache; where originals are moved, that changes small files on the array.',
    advanced: true
  })
})
