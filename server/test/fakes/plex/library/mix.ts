/** How a generated library is composed, and how much of each real-world ugliness it holds. */

/** Shares (0-1) of items, and switches for whole sections. */
export interface Mix {
  readonly twoVersions: number
  readonly optimizedVersion: number
  readonly stackedParts: number
  readonly editions: number
  readonly multiEpisodeFiles: number
  readonly sameFileTwice: number
  readonly unmatched: number
  readonly missingSize: number
  readonly trashed: number
  readonly sidecars: number
  /** Shares of shows. */
  readonly hiddenSeasons: number
  /** Shows whose first season is number 0. */
  readonly specials: number
  /** Shows of the legacy section that the hama agent named; the others have thetvdb guids. */
  readonly hama: number
  /** Shares of names. */
  readonly unicodeNfc: number
  readonly unicodeNfd: number
  readonly emoji: number
  readonly blanks: number
  readonly quotes: number
  readonly ampersands: number
  readonly percents: number
  readonly longNames: number
  /** Sections: 10 % of the movies again in 4K, 20 % with Windows paths, 15 % of the shows on a UNC path, 15 % legacy. */
  readonly sameFilmInTwoSections: boolean
  readonly windowsSection: boolean
  readonly uncSection: boolean
  readonly legacySection: boolean
  /** The UNC section is excluded from Home (`hidden` 1). */
  readonly hiddenSection: boolean
}

export const realMix: Mix = {
  twoVersions: 0.08,
  optimizedVersion: 0.03,
  stackedParts: 0.01,
  editions: 0.02,
  multiEpisodeFiles: 0.03,
  sameFileTwice: 0.002,
  unmatched: 0.01,
  missingSize: 0.005,
  trashed: 0.003,
  sidecars: 0.4,
  hiddenSeasons: 0.01,
  specials: 0.1,
  hama: 0.5,
  unicodeNfc: 0.02,
  unicodeNfd: 0.02,
  emoji: 0.005,
  blanks: 0.005,
  quotes: 0.01,
  ampersands: 0.02,
  percents: 0.005,
  longNames: 0.002,
  sameFilmInTwoSections: true,
  windowsSection: true,
  uncSection: true,
  legacySection: true,
  hiddenSection: true
}

/** One movie section and one show section without any ugliness. */
export const plainMix: Mix = {
  twoVersions: 0,
  optimizedVersion: 0,
  stackedParts: 0,
  editions: 0,
  multiEpisodeFiles: 0,
  sameFileTwice: 0,
  unmatched: 0,
  missingSize: 0,
  trashed: 0,
  sidecars: 0,
  hiddenSeasons: 0,
  specials: 0,
  hama: 0,
  unicodeNfc: 0,
  unicodeNfd: 0,
  emoji: 0,
  blanks: 0,
  quotes: 0,
  ampersands: 0,
  percents: 0,
  longNames: 0,
  sameFilmInTwoSections: false,
  windowsSection: false,
  uncSection: false,
  legacySection: false,
  hiddenSection: false
}

export interface MakeLibrarySpec extends Partial<Mix> {
  readonly seed: number
  readonly movies: number
  readonly shows: number
  readonly seasonsPerShow: number
  readonly episodesPerSeason: number
}
