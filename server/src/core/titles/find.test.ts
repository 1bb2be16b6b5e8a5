import { describe, expect, it } from 'vitest'
import { createGuidTable } from '#core/model/guid-table.ts'
import { packItem } from '#core/model/item-row.ts'
import type { LibraryItem } from '#core/model/library.ts'
import { indexOf } from '#core/model/library-index.ts'
import { stockShelf } from '#core/model/shelf.ts'
import { aMovie, anEpisode } from '#test/builders/world.ts'
import { findTitles, theOne } from './find.ts'
import { foldedWords } from './fold.ts'
import { nearestTitles } from './nearest.ts'

const shows = { '99': 'The Expanse', '98': 'Schitt’s Creek', '97': 'Monk', '96': '12 Monkeys' } as const

const episode = (ratingKey: string, showKey: keyof typeof shows, facts: Partial<LibraryItem>): LibraryItem =>
  anEpisode({ ratingKey, showKey, showTitle: shows[showKey], ...facts })

const films = [
  aMovie({ ratingKey: '10', title: 'Heat', year: 1995 }),
  aMovie({ ratingKey: '11', title: 'Heat', year: 2013 }),
  aMovie({ ratingKey: '12', title: 'Body Heat', year: 1981 }),
  aMovie({ ratingKey: '13', title: 'Amélie', year: 2001 }),
  aMovie({ ratingKey: '14', title: '1917', year: 2019 }),
  aMovie({ ratingKey: '15', title: 'Open Season 2', year: 2008 }),
  aMovie({ ratingKey: '16', title: 'The Harder They Fall', year: 2021 }),
  aMovie({ ratingKey: '17', title: 'Straße der Ölsardinen', year: 1982 }),
  aMovie({ ratingKey: '18', title: '千と千尋の神隠し', year: 2001 })
]
const episodes = [
  episode('100', '99', { season: 1, episode: 1, title: 'Dulcinea', year: 2015 }),
  episode('101', '99', { season: 2, episode: 3, title: 'Static', year: 2017 }),
  episode('102', '99', { season: 2, episode: 4, title: 'Godspeed', year: 2017 }),
  episode('200', '98', { season: 1, episode: 1, title: 'Our Cup Runneth Over' }),
  episode('300', '97', { season: 1, episode: 1, title: 'Pilot' }),
  episode('301', '96', { season: 1, episode: 1, title: 'Splinter' })
]

const shelf = (sectionId: string, type: 'movie' | 'show', items: readonly LibraryItem[]) =>
  stockShelf(
    { sectionId, title: sectionId, type, locations: [] },
    items.map((item) => packItem({ ...item, sectionId })),
    createGuidTable()
  )
const library = indexOf([shelf('1', 'movie', films), shelf('2', 'show', episodes)])

const found = (text: string): readonly string[] =>
  findTitles(text, library).map((match) =>
    match.kind === 'item'
      ? match.ratingKey
      : `${match.kind} ${match.showKey}${match.kind === 'season' ? ` ${match.season}` : ''}`
  )

describe('finding a title', () => {
  it.each([
    ['amelie', ['13']],
    ['AMÉLIE 2001', ['13']],
    ['strasse olsardinen', ['17']],
    ['千と千尋の神隠し', ['18']],
    ['fall harder', ['16']],
    ['heat', ['10', '11', '12']],
    ['heat 1995', ['10']],
    ['the expanse', ['show 99']],
    ['expanse 2015', ['show 99']],
    ['schitts creek', ['show 98']],
    ["Schitt's", ['show 98']],
    ['monk', ['show 97']],
    ['the expanse S02E03', ['101']],
    ['expanse s2 e4', ['102']],
    ['2x04 expanse', ['102']],
    ['expanse s02', ['season 99 2']],
    ['expanse season 1', ['season 99 1']],
    ['expanse season 2 episode 4', ['102']],
    ['dulcinea', ['100']],
    ['expanse godspeed', ['102']],
    ['open season 2', ['15']],
    ['1917', ['14']],
    ['101', ['101']],
    ['key:99', ['show 99']],
    ['key:99 S02', ['season 99 2']],
    ['key:10', ['10']],
    ['key:4711', []],
    ['expan', ['show 99']],
    ['pans', ['show 99']],
    ['千尋', ['18']],
    ['S02E03', ['101']],
    ['s1e1', ['100', '200', '300', '301']],
    ['an', []],
    ['nothing like it', []],
    ['', []],
    ['  !? ', []]
  ])('%s', (text, expected) => {
    expect([...found(text)].toSorted()).toEqual([...expected].toSorted())
  })

  it('takes a ratingKey that is also a title for both', () => {
    const both = indexOf([shelf('1', 'movie', [...films, aMovie({ ratingKey: '1917', title: 'Other', year: 2000 })])])
    expect(findTitles('1917', both).map((match) => match.kind === 'item' && match.ratingKey)).toEqual(['1917', '14'])
    expect(theOne(findTitles('1917', both))).toBeUndefined()
  })

  it('never guesses between two of one name, and takes a name that is wholly one title’s', () => {
    expect(theOne(findTitles('heat', library))).toBeUndefined()
    expect(theOne(findTitles('heat 2013', library))).toMatchObject({ ratingKey: '11' })
    expect(theOne(findTitles('body', library))).toMatchObject({ ratingKey: '12' })
    expect(theOne(findTitles('heat 1981', library))).toMatchObject({ ratingKey: '12' })
  })

  it('names what comes nearest to a name that nothing has', () => {
    expect(nearestTitles('the expence', library)[0]).toBe('The Expanse')
    expect(nearestTitles('Ameli', library)).toEqual(['Amélie (2001)'])
    expect(nearestTitles('qqqqqqq', library)).toEqual([])
  })
})

describe('folding', () => {
  it.each([
    ['Spider-Man: No Way Home', 'spider man no way home'],
    ['Schitt’s Creek & Co.', 'schitts creek and co'],
    ['Ça ira — Ænima', 'ca ira aenima'],
    ['ＡＢＣ', 'abc']
  ])('%s', (text, folded) => {
    expect(foldedWords(text).join(' ')).toBe(folded)
  })
})
