/** Every word of the library's folders. */
export const pathsText = {
  title: 'Library folders',
  find: 'Look for the files',
  finding: 'Looking…',
  hint: 'Looking for the files wakes the disks that are looked at, and changes nothing.',
  here: 'here',
  nowhere: 'no place here',
  accept: 'Take over',
  acceptOf: (location: string, folder: string) => `Take over ${folder} for ${location}`,
  failed: 'That did not work.',
  looked: 'Looked for',
  notes: 'Not everything could be looked at'
}
