/** Library roots besides REAL_SOURCE: where each lies here, what Plex calls it, and the name of the pool's folder that is its own. */

/** One additional library. `plexPath` is undefined when nobody said what Plex calls it; then its files are looked for by name. */
export interface AdditionalSource {
  readonly path: string
  readonly plexPath: string | undefined
}

/** Stands in ADDITIONAL_PLEX_SOURCES for a library whose path in Plex is not known, so that those after it keep their places. */
export const NO_PLEX_PATH = '-'

interface SourceSettings {
  readonly additionalSources: readonly string[]
  readonly additionalPlexSources: readonly string[]
}

/** The two lists of the settings, one by one; libraries beyond the end of the second list have no path in Plex. */
export const additionalSourcesOf = ({
  additionalSources,
  additionalPlexSources
}: SourceSettings): readonly AdditionalSource[] =>
  additionalSources.map((path, position) => {
    const plexPath = additionalPlexSources[position]
    return { path, plexPath: plexPath === NO_PLEX_PATH ? undefined : plexPath }
  })

/** The folder of the pool below which every additional library has one of its own. Plex passes over names that begin with a dot. */
export const SOURCES_FOLDER = '.pcu-sources'

const escapes = new Map([
  ['%', '%25'],
  ['+', '%2B'],
  ['/', '+']
])

/**
 * The name of a library's own folder on the pool: its path, readable, and told back by `sourceOfFolder`, so that no two libraries share one and a
 * changed order of the settings changes nothing. `/mnt/nas one/films` is `mnt+nas one+films`.
 */
export const folderOfSource = (path: string): string =>
  path.replace(/^\//u, '').replaceAll(/[%+/]/gu, (character) => escapes.get(character) ?? character)

/** The library that a folder of the pool belongs to. */
export const sourceOfFolder = (name: string): string =>
  `/${name.replaceAll('+', '/').replaceAll('%2B', '+').replaceAll('%25', '%')}`

/** Longest name of a folder on every file system that a pool may have, UTF-8 bytes. */
const LONGEST_NAME = 255

const utf8Length = (text: string): number =>
  [...text].reduce((sum, character) => {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) return sum + 1
    if (code < 0x800) return sum + 2
    return sum + (code < 0x1_00_00 ? 3 : 4)
  }, 0)

/** Whether a library's path fits into the name of one folder. */
export const fitsAsFolder = (path: string): boolean => utf8Length(folderOfSource(path)) <= LONGEST_NAME
