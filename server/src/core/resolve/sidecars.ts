/** Which neighbours belong to a video: by whole stems, never by likeness. Decides on names alone. */

const SUBTITLES = new Set(['srt', 'vtt', 'sbv', 'sub', 'idx', 'ass', 'ssa', 'pgs', 'sup', 'smi', 'rt'])
const COMPANIONS = new Set(['nfo', 'jpg', 'jpeg', 'png', 'webp'])
const VIDEOS = new Set(
  '3g2 3gp asf avi divx f4v flv iso m2ts m2v m4v mkv mk3d mov mp4 mpe mpeg mpg mts ogm ogv rm rmvb strm tp ts vob webm wmv'.split(
    ' '
  )
)
/** Names that describe a whole folder in the conventions of Plex, Kodi and Jellyfin; they belong to all of its videos together. */
const FOLDER_LEVEL =
  /^(?:poster|folder|cover|default|movie|show|tvshow|album|artist|fanart|backdrop|background|banner|logo|landscape|clearart|clearlogo|disc|discart|thumb|season(?:[ _-]?(?:\d+|all|specials))?(?:-.*)?)\d*$/iu
const SUBTITLE_FOLDERS = new Set(['subs', 'subtitles'])

/** What lies in a video's folder: names of plain files, and those of the folders that may hold subtitles. */
export interface Neighbourhood {
  readonly files: readonly string[]
  /** Name of each subtitle folder and the names of the plain files in it. */
  readonly subtitleFolders: readonly { readonly name: string; readonly files: readonly string[] }[]
}

const split = (name: string): { readonly stem: string; readonly extension: string } => {
  const dot = name.lastIndexOf('.')
  return dot <= 0
    ? { stem: name, extension: '' }
    : { stem: name.slice(0, dot), extension: name.slice(dot + 1).toLowerCase() }
}

/** Whether a name is a video's, by its extension. */
export const isVideoName = (name: string): boolean => VIDEOS.has(split(name).extension)

/** Whether a folder of this name beside a video may hold its subtitles. */
export const isSubtitleFolderName = (name: string): boolean => SUBTITLE_FOLDERS.has(name.toLowerCase())

const isSubtitle = (name: string): boolean => SUBTITLES.has(split(name).extension)

const isOurs = (name: string): boolean => name.startsWith('.mc-')

const mayTravel = (name: string): boolean => {
  if (isOurs(name)) return false
  const { stem, extension } = split(name)
  if (SUBTITLES.has(extension)) return true
  return COMPANIONS.has(extension) && !FOLDER_LEVEL.test(stem)
}

/** Composed form, so that a subtitle written on another system still meets its video. */
const composed = (name: string): string => name.normalize('NFC')

/** `Film` reaches `Film.srt`, `Film.en.srt` and `Film-poster.jpg`, not `Film 2.srt` or `Film2.srt`. */
const reaches = (stem: string, name: string): boolean =>
  name.startsWith(stem) && (name[stem.length] === '.' || name[stem.length] === '-')

const longestReaching = (stems: ReadonlySet<string>, name: string): string | undefined => {
  let longest: string | undefined
  for (const stem of stems) {
    if (reaches(stem, name) && (longest === undefined || stem.length > longest.length)) longest = stem
  }
  return longest
}

/**
 * The sidecars of one video, as paths relative to its folder (`Film.en.srt`, `Subs/Film.en.srt`), in the order given.
 * Where several videos' stems reach a name, the longest stem takes it; videos of the same stem share it.
 *
 * @param video the video's file name
 */
export const sidecarsOf = (video: string, around: Neighbourhood): readonly string[] => {
  const own = composed(split(video).stem)
  const others = around.files.filter((name) => isVideoName(name) && !isOurs(name))
  const stems = new Set([own, ...others.map((name) => composed(split(name).stem))])
  const belongs = (name: string): boolean => longestReaching(stems, composed(name)) === own
  const alone = new Set([video, ...others].map(composed)).size === 1
  const beside = around.files.filter((name) => name !== video && mayTravel(name) && belongs(name))
  const inFolders = around.subtitleFolders.flatMap((folder) =>
    folder.files
      .filter((name) => isSubtitle(name) && !isOurs(name) && (alone || belongs(name)))
      .map((name) => `${folder.name}/${name}`)
  )
  return [...beside, ...inFolders]
}

/** A folder that holds one season of the show in the folder above it. */
const SEASON_FOLDER = /^(?:season|series|staffel|saison|temporada|stagione|s)[ ._-]?(\d{1,4})$/iu
const SPECIALS_FOLDER = /^(?:specials?|extras?)$/iu

/** The number of the season that a folder of this name holds, 0 for specials; undefined when it is no season's. */
export const seasonOfFolder = (name: string): number | undefined => {
  if (SPECIALS_FOLDER.test(name)) return 0
  const number = SEASON_FOLDER.exec(name)?.[1]
  return number === undefined ? undefined : Number(number)
}

/** The season that a piece of artwork in the show's folder is about; `all` when it is about the show. */
const seasonOfArtwork = (stem: string): number | 'all' => {
  const about = /^season[ _-]?(\d+|specials)/iu.exec(stem)?.[1]?.toLowerCase()
  if (about === undefined) return 'all'
  return about === 'specials' ? 0 : Number(about)
}

/**
 * What describes the folder as a whole (`poster.jpg`, `tvshow.nfo`, `season01-poster.jpg`), shared by all of its videos.
 *
 * @param names plain files in the folder
 * @param season for the folder of a show, asked for one season: what is about another season is left out
 */
export const folderArtworkOf = (names: readonly string[], season?: number): readonly string[] =>
  names.filter((name) => {
    const { stem, extension } = split(name)
    if (isOurs(name) || !COMPANIONS.has(extension) || !FOLDER_LEVEL.test(stem)) return false
    const about = seasonOfArtwork(stem)
    return season === undefined || about === 'all' || about === season
  })
