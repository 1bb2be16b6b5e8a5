/** Every word of the library's folders. */
export const pathsText = {
  title: 'Library folders',
  find: 'Look for the files',
  finding: 'Looking…',
  hint: 'Looks for some files of every folder on the mounts. Wakes the disks that it looks at, changes nothing.',
  here: 'here',
  nowhere: 'no place here',
  accept: 'Take it over',
  acceptOf: (location: string, folder: string) => `Take over ${folder} for ${location}`,
  failed: 'That did not work.',
  looked: 'Looked for',
  notes: 'Not everything could be looked at'
}
