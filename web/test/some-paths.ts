/** What is known of a library's folders after a search: one proven, one found, one where it must not be. */
import type { PathReport } from '@pcu/contract'
import { MINUTE } from './builders.ts'

/** Three folders and a mount that did not answer. */
export const somePaths = (): PathReport => ({
  sentence:
    '2 folders of the library have no place here, so nothing there is ever cached. One proposal waits to be accepted.',
  lookedAt: Date.now() - 3 * MINUTE,
  locations: [
    {
      sectionId: '1',
      section: 'Films',
      location: '/data/films',
      folder: '/mnt/user/media/films',
      pair: '/data => /mnt/user/media',
      sentence: 'Plex keeps Films in /data/films; here it is /mnt/user/media/films.',
      evidence: {
        sampled: 50,
        found: 48,
        sentence: '48 of 50 sampled files found, 2 with another size than Plex knows.'
      },
      suggestion: null
    },
    {
      sectionId: '2',
      section: 'Series',
      location: String.raw`\\tower\media\Television series and other things with a long name`,
      folder: null,
      pair: null,
      sentence: 'Plex keeps Series elsewhere.',
      evidence: null,
      suggestion: {
        kind: 'one',
        folders: ['/mnt/user/media/series'],
        sentence: '50 of 50 sampled files found in /mnt/user/media/series.'
      }
    },
    {
      sectionId: '3',
      section: 'Kids',
      location: '/data/kids',
      folder: null,
      pair: null,
      sentence:
        'Plex keeps Kids in /data/kids, and neither PLEX_SOURCE nor PATH_MAPPINGS says where that lies here, so nothing of it is ever cached.',
      evidence: null,
      suggestion: {
        kind: 'refused',
        folders: ['/data/kids'],
        sentence:
          "50 of 50 sampled files found in /data/kids, but it lies in the container's own file system (overlay), because nothing is mapped there, so files are lost with the container: map the disk that holds it into the container."
      }
    }
  ],
  notes: ['Could not look at /mnt/disks/usb: it did not answer for 120 seconds.']
})
