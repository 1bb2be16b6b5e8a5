/** Where the library lies, pair by pair: "U:\Films => /mnt/user/films" says that what Plex calls U:\Films lies in /mnt/user/films here. */

import { additionalSourcesOf } from '../sources/additional-sources.ts'

/** One pair: files that Plex finds below `plexPath` lie below `realPath` here. Both tidied, without a trailing slash. */
export interface PathMapping {
  readonly plexPath: string
  readonly realPath: string
}

/** Absolute, without a `..` component, without control characters. */
export const ABSOLUTE_PATH = /^(?!.*\/\.\.(?:\/|$))\/[^\p{Cc}]*$/u

/** Collapses doubled slashes and drops `.` components and the trailing slash, so that equal places are equal texts. */
export function tidyPath(path: string): string {
  const trimmed = path.trim()
  if (!trimmed.startsWith('/')) return trimmed
  const parts = trimmed.split('/').filter((part) => part !== '' && part !== '.')
  return `/${parts.join('/')}`
}

const DRIVE = /^[a-z]:(?=[\\/]|$)/iu

/** Whether a path is one of a server on Windows: a drive letter, or `\\host\share`. */
export const isWindowsPath = (path: string): boolean => DRIVE.test(path) || path.startsWith('\\\\')

/** A drive keeps its one backslash, as Plex writes it; `\\host` alone names no folder. */
const tidyWindowsPath = (path: string): string | undefined => {
  const drive = DRIVE.exec(path)?.[0]
  const parts = path
    .slice(drive?.length ?? 2)
    .split(/[\\/]/u)
    .filter((part) => part !== '' && part !== '.')
  if (parts.includes('..') || /\p{Cc}/u.test(path)) return undefined
  if (drive !== undefined) return `${drive}\\${parts.join('\\')}`
  return parts.length < 2 ? undefined : `\\\\${parts.join('\\')}`
}

/** A folder as Plex reports it, in one spelling: `/media`, `U:\Films`, `\\nas\films`. Undefined when it is none of these. */
export function tidyPlexPath(text: string): string | undefined {
  const trimmed = text.trim()
  if (isWindowsPath(trimmed)) return tidyWindowsPath(trimmed)
  const tidied = tidyPath(trimmed)
  return ABSOLUTE_PATH.test(tidied) ? tidied : undefined
}

/**
 * What two spellings of one folder in Plex have in common: servers on Windows do not tell upper from lower case nor `\` from `/`,
 * and an accent is one character or two (NFC, NFD).
 */
export function plexPathKey(path: string): string {
  const windows = isWindowsPath(path)
  const slashed = (windows ? path.replaceAll('\\', '/').toLowerCase() : path).normalize('NFC')
  return slashed.length > 1 ? slashed.replace(/\/+$/u, '') : slashed
}

const ARROW = '=>'

/** Reads one pair; undefined when it is none. */
export function pathMappingOf(text: string): PathMapping | undefined {
  const [plex = '', real, ...more] = text.split(ARROW)
  if (real === undefined || more.length > 0) return undefined
  const plexPath = tidyPlexPath(plex)
  const realPath = tidyPath(real)
  return plexPath === undefined || !ABSOLUTE_PATH.test(realPath) ? undefined : { plexPath, realPath }
}

/** The pair as a setting writes it. */
export const mappingText = ({ plexPath, realPath }: PathMapping): string => `${plexPath} ${ARROW} ${realPath}`

/** Settings that say where files lie. */
interface MappingSettings {
  readonly plexSource: string
  readonly realSource: string
  readonly mappings: readonly string[]
  readonly additionalSources: readonly string[]
  readonly additionalPlexSources: readonly string[]
}

/** Every pair in force: PLEX_SOURCE with REAL_SOURCE first, then those of PATH_MAPPINGS, then the additional libraries whose path in Plex is known. */
export const pathMappingsOf = (paths: MappingSettings): readonly PathMapping[] => [
  { plexPath: paths.plexSource, realPath: paths.realSource },
  ...paths.mappings.flatMap((text) => pathMappingOf(text) ?? []),
  ...additionalSourcesOf(paths).flatMap(({ path, plexPath }) =>
    plexPath === undefined ? [] : [{ plexPath, realPath: path }]
  )
]
