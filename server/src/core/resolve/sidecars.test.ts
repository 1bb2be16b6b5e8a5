import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { folderArtworkOf, isSubtitleFolderName, type Neighbourhood, seasonOfFolder, sidecarsOf } from './sidecars.ts'

const folder = (files: readonly string[], subtitleFolders: Neighbourhood['subtitleFolders'] = []): Neighbourhood => ({
  files,
  subtitleFolders
})

describe('beside the video', () => {
  test.each([
    'Film.srt',
    'Film.en.srt',
    'Film.forced.de.ass',
    'Film.nfo',
    'Film-poster.jpg',
    'Film.EN.SRT',
    'Film.idx',
    'Film.sub',
    'Film.vtt',
    'Film.sup',
    'Film-fanart.webp'
  ])('%s travels with Film.mkv', (name) => {
    expect(sidecarsOf('Film.mkv', folder(['Film.mkv', name]))).toEqual([name])
  })

  test.each([
    'Film 2.srt',
    'Film2.srt',
    'Filmed.nfo',
    'poster.jpg',
    'folder.jpg',
    'season.nfo',
    'season01-poster.jpg',
    'tvshow.nfo',
    'Film.mkv.plexcached',
    'Film.en.srt.plexcached',
    '.mc-1234.part',
    'Film.en.srt.part',
    'Film.en.srt.!qB',
    'Film.srt.crdownload',
    'Film.txt',
    'Film',
    'film.srt'
  ])('%s stays', (name) => {
    expect(sidecarsOf('Film.mkv', folder(['Film.mkv', name]))).toEqual([])
  })

  test('episode 1 never takes what belongs to episode 10', () => {
    const here = folder(['Show E1.mkv', 'Show E10.mkv', 'Show E1.srt', 'Show E10.srt', 'Show E10.en.srt'])
    expect(sidecarsOf('Show E1.mkv', here)).toEqual(['Show E1.srt'])
    expect(sidecarsOf('Show E10.mkv', here)).toEqual(['Show E10.srt', 'Show E10.en.srt'])
  })

  test('the longest stem takes a name that two versions reach', () => {
    const here = folder(['Movie.mkv', 'Movie.4k.mkv', 'Movie.en.srt', 'Movie.4k.en.srt', 'Movie.4k.nfo'])
    expect(sidecarsOf('Movie.mkv', here)).toEqual(['Movie.en.srt'])
    expect(sidecarsOf('Movie.4k.mkv', here)).toEqual(['Movie.4k.en.srt', 'Movie.4k.nfo'])
  })

  test('two videos of one stem share their sidecars', () => {
    const here = folder(['Film.mkv', 'Film.mp4', 'Film.en.srt'])
    expect(sidecarsOf('Film.mkv', here)).toEqual(['Film.en.srt'])
    expect(sidecarsOf('Film.mp4', here)).toEqual(['Film.en.srt'])
  })

  test('a poster of the folder stays even when the video has its name', () => {
    expect(sidecarsOf('poster.mkv', folder(['poster.mkv', 'poster.jpg', 'poster.en.srt']))).toEqual(['poster.en.srt'])
  })

  test('brackets, stars and question marks in names are plain text', () => {
    const here = folder(['Film [1080p] (*).mkv', 'Film [1080p] (*).en.srt', 'Film 1.srt', 'Film ?.srt'])
    expect(sidecarsOf('Film [1080p] (*).mkv', here)).toEqual(['Film [1080p] (*).en.srt'])
  })

  test('composed and decomposed forms of a name meet', () => {
    const decomposed = 'Ame\u0301lie.fr.srt'
    expect(sidecarsOf('Am\u00e9lie.mkv', folder(['Am\u00e9lie.mkv', decomposed]))).toEqual([decomposed])
  })

  test('the video is recognised as the only one in either form of its name', () => {
    const here = folder(['Ame\u0301lie.mkv'], [{ name: 'Subs', files: ['French.srt'] }])
    expect(sidecarsOf('Am\u00e9lie.mkv', here)).toEqual(['Subs/French.srt'])
  })
})

describe('in a subtitle folder', () => {
  test('every subtitle belongs to the only video', () => {
    const here = folder(
      ['Film.mkv'],
      [{ name: 'Subs', files: ['2_English.srt', 'Film.de.srt', 'readme.txt', 'x.jpg'] }]
    )
    expect(sidecarsOf('Film.mkv', here)).toEqual(['Subs/2_English.srt', 'Subs/Film.de.srt'])
  })

  test('only names of the stem belong when there are several videos', () => {
    const here = folder(['E1.mkv', 'E2.mkv'], [{ name: 'Subtitles', files: ['E1.en.srt', 'E2.en.srt', 'English.srt'] }])
    expect(sidecarsOf('E1.mkv', here)).toEqual(['Subtitles/E1.en.srt'])
  })

  test('two videos of one stem are two videos', () => {
    const here = folder(['Film.mkv', 'Film.mp4'], [{ name: 'Subs', files: ['English.srt'] }])
    expect(sidecarsOf('Film.mkv', here)).toEqual([])
  })

  test.each(['Subs', 'subs', 'Subtitles', 'SUBTITLES'])('%s is such a folder', (name) => {
    expect(isSubtitleFolderName(name)).toBe(true)
  })

  test.each(['Extras', 'Subs2', '.subs'])('%s is not', (name) => {
    expect(isSubtitleFolderName(name)).toBe(false)
  })
})

test('videos of different stems never share a sidecar', () => {
  const stem = fc.stringMatching(/^[a-z]{1,3}(?:[.-][a-z0-9]{1,2}){0,2}$/)
  fc.assert(
    fc.property(
      fc.uniqueArray(stem, { minLength: 2, maxLength: 6 }),
      fc.array(stem, { maxLength: 6 }),
      (stems, extra) => {
        const videos = stems.map((name) => `${name}.mkv`)
        const here = folder([...videos, ...[...stems, ...extra].map((name) => `${name}.srt`)])
        const taken = videos.flatMap((video) => [...new Set(sidecarsOf(video, here))])
        expect(new Set(taken).size).toBe(taken.length)
      }
    ),
    { verbose: true }
  )
})

describe('what belongs to a whole folder', () => {
  const names = [
    'poster.jpg',
    'fanart.png',
    'tvshow.nfo',
    'season01-poster.jpg',
    'Season02.jpg',
    'season-all-poster.jpg'
  ]
  const others = ['season-specials-poster.jpg', 'Film.mkv', 'Film-poster.jpg', 'poster.txt', '.mc-1234.part']

  test('is artwork and descriptions by their names, and nothing of a single video', () => {
    expect(folderArtworkOf([...names, ...others])).toEqual([...names, 'season-specials-poster.jpg'])
  })

  test('for one season: what is about the show, all seasons, or that one', () => {
    expect(folderArtworkOf([...names, ...others], 2)).toEqual([
      'poster.jpg',
      'fanart.png',
      'tvshow.nfo',
      'Season02.jpg',
      'season-all-poster.jpg'
    ])
    expect(folderArtworkOf(others, 0)).toEqual(['season-specials-poster.jpg'])
  })

  test.each([
    ['Season 01', 1],
    ['season 1', 1],
    ['Staffel 12', 12],
    ['S03', 3],
    ['Specials', 0],
    ['Seasons', undefined],
    ['Severance', undefined],
    ['Season 01 (2019)', undefined]
  ])('%s is the folder of season %s', (name, season) => {
    expect(seasonOfFolder(name)).toBe(season)
  })
})
