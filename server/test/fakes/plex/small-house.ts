/** A small listed library and its people, which the tests of the simulated server share. */
import type { PersonSpec } from '#test/fakes/people/spec.ts'
import { libraryOf } from './library/library-of.ts'
import type { LibrarySource } from './library/model.ts'

const MINUTE = 60_000
export const GB = 1_000_000_000

/**
 * Movies 11-13 (11 in two versions and optimized, 12 stacked), the show 100 with specials 111-112 and episodes
 * 121-123 and 131-132, and in a section that Home does not show the series 200 with episodes 211-212.
 */
export function smallHouse(): LibrarySource {
  return libraryOf({
    sections: [
      {
        key: '1',
        type: 'movie',
        title: 'Movies',
        locations: ['/data/movies'],
        items: [
          {
            ratingKey: '11',
            title: 'The Harbour',
            year: 2001,
            guids: ['imdb://tt0000011', 'tmdb://11'],
            durationMs: 100 * MINUTE,
            addedAt: 1_770_000_000,
            sidecars: ['.en.srt'],
            versions: [
              {
                files: [{ file: '/data/movies/The Harbour (2001)/The Harbour (2001) - 4k.mkv', sizeBytes: 40 * GB }],
                resolution: '4k'
              },
              { files: [{ file: '/data/movies/The Harbour (2001)/The Harbour (2001) - 1080.mkv', sizeBytes: 8 * GB }] },
              {
                files: [
                  {
                    file: '/data/movies/The Harbour (2001)/Plex Versions/Optimized for TV/The Harbour (2001).mp4',
                    sizeBytes: GB
                  }
                ],
                optimizedFor: 'Optimized for TV'
              }
            ]
          },
          {
            ratingKey: '12',
            title: 'Salt & "Iron" <One>',
            year: 1999,
            addedAt: 1_760_000_000,
            versions: [
              {
                files: [
                  { file: '/data/movies/Salt (1999)/Salt (1999) - pt1.mkv', sizeBytes: 4 * GB },
                  { file: '/data/movies/Salt (1999)/Salt (1999) - pt2.mkv', sizeBytes: 3 * GB }
                ]
              }
            ]
          },
          {
            ratingKey: '13',
            title: 'Zürich',
            year: 2020,
            addedAt: 1_750_000_000,
            file: '/data/movies/Zürich (2020).mkv'
          }
        ]
      },
      {
        key: '2',
        type: 'show',
        title: 'TV Shows',
        locations: ['/data/tv'],
        items: [
          {
            ratingKey: '100',
            title: 'Lantern Street',
            year: 2010,
            guids: ['tvdb://100'],
            seasons: [
              {
                index: 0,
                ratingKey: '110',
                episodes: ['111', '112'].map((ratingKey, index) => ({
                  ratingKey,
                  year: 2010,
                  file: `/data/tv/Lantern Street/Specials/Lantern Street - S00E0${index + 1}.mkv`,
                  sizeBytes: GB
                }))
              },
              {
                ratingKey: '120',
                episodes: ['121', '122', '123'].map((ratingKey, index) => ({
                  ratingKey,
                  year: 2010,
                  file: `/data/tv/Lantern Street/Season 01/Lantern Street - S01E0${index + 1}.mkv`,
                  sizeBytes: GB,
                  durationMs: 40 * MINUTE
                }))
              },
              {
                ratingKey: '130',
                episodes: ['131', '132'].map((ratingKey, index) => ({
                  ratingKey,
                  year: 2010,
                  file: `/data/tv/Lantern Street/Season 02/Lantern Street - S02E0${index + 1}.mkv`,
                  sizeBytes: GB,
                  durationMs: 40 * MINUTE
                }))
              }
            ]
          }
        ]
      },
      {
        key: '3',
        type: 'show',
        title: 'Kids',
        hidden: 1,
        locations: ['/data/kids'],
        items: [
          {
            ratingKey: '200',
            title: 'Little Meadow',
            seasonsHidden: true,
            seasons: [
              {
                ratingKey: '210',
                episodes: ['211', '212'].map((ratingKey, index) => ({
                  ratingKey,
                  year: 2010,
                  file: `/data/kids/Little Meadow - S01E0${index + 1}.mkv`,
                  sizeBytes: GB,
                  durationMs: 20 * MINUTE
                }))
              }
            ]
          }
        ]
      }
    ]
  })
}

export const household: readonly PersonSpec[] = [
  { name: 'owner', kind: 'owner' },
  { name: 'alex', kind: 'home', accountId: 2001 },
  { name: 'kid', kind: 'managed', accountId: 2002, sections: ['3'] },
  { name: 'friend', kind: 'shared', accountId: 3001, sections: ['1', '2'] }
]

export const minutes = (count: number): number => count * MINUTE
