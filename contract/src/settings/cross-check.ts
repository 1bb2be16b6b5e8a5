/** What single values cannot tell: settings that contradict each other, and settings without which nothing can start. */

import { isSameOrBelow, relationOf, sourceComplaints } from '../sources/cross-check-sources.ts'
import type { SettingComplaint } from './complaint.ts'
import { settingDescriptors, settingValue } from './describe.ts'
import { type PathMapping, pathMappingsOf, plexPathKey } from './path-mapping.ts'
import type { Settings } from './schema.ts'

/** The folder that cached files go to: CACHE_DESTINATION, or CACHE_DIR when that is empty. */
export function cacheDestinationOf({ paths }: Settings): string {
  return paths.cacheDestination === '' ? paths.cacheDir : paths.cacheDestination
}

export interface MissingEssential {
  readonly key: string
  readonly variable: string
  readonly message: string
}

/** What must be set before Plex can be asked anything; the server starts without and shows these sentences. */
export function missingEssentials({ plex }: Settings): readonly MissingEssential[] {
  const url = {
    key: 'plex.url',
    variable: 'PLEX_URL',
    message:
      'Set PLEX_URL to the address of your Plex server, for example http://192.168.1.10:32400, or sign in to Plex and choose the server.'
  }
  const token = {
    key: 'plex.token',
    variable: 'PLEX_TOKEN',
    message: "Set PLEX_TOKEN to the token of your Plex server's owner, or sign in to Plex."
  }
  return [...(plex.url === '' ? [url] : []), ...(plex.token === '' ? [token] : [])]
}

function contradictingModes({ mode }: Settings): readonly SettingComplaint[] {
  if (!(mode.copyToCache && mode.moveWithSymlinks)) return []
  return [
    {
      code: 'both-modes',
      severity: 'warning',
      key: 'mode.moveWithSymlinks',
      variable: 'MOVE_WITH_SYMLINKS',
      message:
        'COPY_TO_CACHE and MOVE_WITH_SYMLINKS exclude each other; files are copied, because that keeps the originals.'
    }
  ]
}

function ignoredDryRun({ testMode }: Settings): readonly SettingComplaint[] {
  if (!testMode.enabled || testMode.dryRun) return []
  return [
    {
      code: 'dry-run-ignored',
      severity: 'warning',
      key: 'testMode.dryRun',
      variable: 'TEST_DRY_RUN',
      message: 'TEST_DRY_RUN=false is ignored: test mode never changes a file.'
    }
  ]
}

function overlappingPaths(settings: Settings): readonly SettingComplaint[] {
  const { paths } = settings
  const destination = cacheDestinationOf(settings)
  const byDestination = paths.cacheDestination === '' ? 'CACHE_DIR' : 'CACHE_DESTINATION'
  const sources = [
    { variable: 'REAL_SOURCE', path: paths.realSource },
    ...paths.additionalSources.map((path) => ({ variable: 'ADDITIONAL_SOURCES', path })),
    ...paths.arraySources.map((path) => ({ variable: 'ARRAY_SOURCES', path }))
  ]
  return sources.flatMap(({ variable, path }) => {
    const relation = relationOf(destination, path)
    if (relation === undefined) return []
    const message = `The cache folder ${destination} (${byDestination}) ${relation} ${path} (${variable}): set one of them so that neither is inside the other.`
    const key = byDestination === 'CACHE_DIR' ? 'paths.cacheDir' : 'paths.cacheDestination'
    return [{ code: 'paths-overlap', severity: 'error', key, variable: byDestination, message } as const]
  })
}

const mappingsKey = { severity: 'error', key: 'paths.mappings', variable: 'PATH_MAPPINGS' } as const

function contradiction(mapping: PathMapping, known: PathMapping): SettingComplaint {
  const plexPath = known.plexPath
  const message = `${plexPath} cannot be both ${known.realPath} and ${mapping.realPath} here: keep one of the two in PATH_MAPPINGS, ADDITIONAL_PLEX_SOURCES, PLEX_SOURCE and REAL_SOURCE.`
  return { code: 'mappings-contradict', ...mappingsKey, message }
}

/** Below one root no two files have one relative path, so no two go to one place on the pool. */
function outside({ plexPath, realPath }: PathMapping, realSource: string): SettingComplaint {
  const message = `PATH_MAPPINGS says that ${plexPath} lies in ${realPath}, outside of ${realSource} (REAL_SOURCE): set REAL_SOURCE to the folder above both, or name a folder above it in ADDITIONAL_SOURCES, because files are only moved below these.`
  return { code: 'mapping-outside', ...mappingsKey, message }
}

function mappings({ paths }: Settings): readonly SettingComplaint[] {
  const all = pathMappingsOf(paths)
  const kept = new Map<string, PathMapping>()
  return all.flatMap((mapping) => {
    const key = plexPathKey(mapping.plexPath)
    const known = kept.get(key)
    kept.set(key, known ?? mapping)
    if (known !== undefined && known.realPath !== mapping.realPath) return [contradiction(mapping, known)]
    const roots = [paths.realSource, ...paths.additionalSources]
    return roots.some((root) => isSameOrBelow(mapping.realPath, root)) ? [] : [outside(mapping, paths.realSource)]
  })
}

const traktApps = 'https://app.trakt.tv/settings/apps'

function missingTraktId({ trakt }: Settings): readonly SettingComplaint[] {
  if (!trakt.enabled || trakt.clientId !== '') return []
  return [
    {
      code: 'required-with',
      severity: 'warning',
      key: 'trakt.clientId',
      variable: 'TRAKT_CLIENT_ID',
      message: `TRAKT_ENABLED is on, but TRAKT_CLIENT_ID is empty: Trakt answers nobody without it, so it is not asked. Make an application at ${traktApps} and set its client id.`
    }
  ]
}

/** Public lists do without; what a person signs in for does not. */
function missingTraktSecret({ trakt }: Settings): readonly SettingComplaint[] {
  const isMissed = trakt.enabled && trakt.clientId !== '' && trakt.watchlist && trakt.clientSecret === ''
  if (!isMissed) return []
  return [
    {
      code: 'required-with',
      severity: 'warning',
      key: 'trakt.clientSecret',
      variable: 'TRAKT_CLIENT_SECRET',
      message: `TRAKT_CLIENT_SECRET is empty: public lists do without it, but nobody can sign in to have their own watchlist read. Set it from ${traktApps}, or set TRAKT_WATCHLIST=false.`
    }
  ]
}

/** The pool's root as Unraid's host sees it. */
export function moverPoolPathOf(settings: Settings): string {
  return settings.paths.moverIgnorePoolPath || cacheDestinationOf(settings)
}

const ARRAY_PLACES = /^\/mnt\/(?:user0?|disk\d+)(?:\/|$)/u

const listKey = { key: 'paths.moverIgnoreFile', variable: 'MOVER_IGNORE_FILE' } as const
const hostKey = { key: 'paths.moverIgnorePoolPath', variable: 'MOVER_IGNORE_POOL_PATH' } as const

/** Every move writes the list: on an array disk that would wake it, and a union is only ever read. */
function listOnArray(settings: Settings): readonly SettingComplaint[] {
  const { moverIgnoreFile: file, realSource, arraySources, additionalSources } = settings.paths
  const onArray = [realSource, ...arraySources, ...additionalSources].some((root) => isSameOrBelow(file, root))
  if (!onArray && !ARRAY_PLACES.test(file)) return []
  const better = `${moverPoolPathOf(settings).split('/').slice(0, 3).join('/')}/appdata/plexcache-ultra/mover-ignore.txt`
  const message = `MOVER_IGNORE_FILE (${file}) may lie on an array disk, which every move would wake; use its path on the pool instead, such as ${better}.`
  return [{ code: 'list-on-array', severity: 'warning', ...listKey, message }]
}

/** The plugin takes the lines that begin with the pool's own path. */
function listNeverRead(settings: Settings): readonly SettingComplaint[] {
  const host = moverPoolPathOf(settings)
  if (/^\/mnt\/[^/]/u.test(host) && !ARRAY_PLACES.test(host)) return []
  const message = `Unraid's mover only reads lines that begin with /mnt/ and the name of a pool, but those of the list would begin with ${host}: set MOVER_IGNORE_POOL_PATH to the cache folder as Unraid sees it.`
  return [{ code: 'list-never-read', severity: 'warning', ...hostKey, message }]
}

function moverList(settings: Settings): readonly SettingComplaint[] {
  const { moverIgnoreFile, moverIgnorePoolPath } = settings.paths
  if (moverIgnoreFile !== '') return [...listOnArray(settings), ...listNeverRead(settings)]
  if (moverIgnorePoolPath === '') return []
  const message = 'MOVER_IGNORE_POOL_PATH has no effect while MOVER_IGNORE_FILE is empty.'
  return [{ code: 'required-with', severity: 'warning', ...hostKey, message }]
}

function declaredOnly(settings: Settings): readonly SettingComplaint[] {
  return settingDescriptors
    .filter((descriptor) => !descriptor.inUse)
    .filter((descriptor) => String(settingValue(settings, descriptor)) !== String(descriptor.default))
    .map(({ key, env }) => ({
      code: 'not-yet-in-use',
      severity: 'info',
      key,
      variable: env,
      message: `${env} is understood, but this version does not act on it yet.`
    }))
}

/** Everything that is wrong, or worth saying, about settings that are each fine by themselves. */
export function crossCheck(settings: Settings): readonly SettingComplaint[] {
  return [
    ...overlappingPaths(settings),
    ...mappings(settings),
    ...contradictingModes(settings),
    ...ignoredDryRun(settings),
    ...sourceComplaints(settings),
    ...missingTraktId(settings),
    ...missingTraktSecret(settings),
    ...moverList(settings),
    ...declaredOnly(settings)
  ]
}
