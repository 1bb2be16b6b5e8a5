/** Every form in which Plex writes the id of a movie or a show. */
import { describe, expect, it } from 'vitest'
import { type GuidOwner, guidKey, guidKeys } from './guid.ts'

describe('guidKey', () => {
  it.each<[string, GuidOwner, string | undefined]>([
    ['plex://movie/5d77702e6afb3d0020613fd1', 'movie', 'plex:movie/5d77702e6afb3d0020613fd1'],
    ['plex://show/5d9c07f7e98e47001eb03fc7', 'show', 'plex:show/5d9c07f7e98e47001eb03fc7'],
    ['imdb://tt0137523', 'movie', 'imdb:tt0137523'],
    ['tmdb://550', 'movie', 'tmdb:movie:550'],
    ['tmdb://1399', 'show', 'tmdb:show:1399'],
    ['tvdb://121361', 'show', 'tvdb:show:121361'],
    ['com.plexapp.agents.imdb://tt0137523?lang=en', 'movie', 'imdb:tt0137523'],
    ['com.plexapp.agents.themoviedb://550?lang=en', 'movie', 'tmdb:movie:550'],
    ['com.plexapp.agents.thetvdb://153021?lang=en', 'show', 'tvdb:show:153021'],
    ['com.plexapp.agents.thetvdb://153021/1/5?lang=en', 'show', 'tvdb:show:153021'],
    ['com.plexapp.agents.hama://tvdb-371310?lang=en', 'show', 'tvdb:show:371310'],
    ['com.plexapp.agents.hama://tvdb2-371310?lang=en', 'show', 'tvdb:show:371310'],
    ['com.plexapp.agents.hama://anidb-69?lang=en', 'show', 'anidb:show:69'],
    ['com.plexapp.agents.xbmcnfo://tt0137523?lang=en', 'movie', 'imdb:tt0137523'],
    ['local://123', 'movie', undefined],
    ['com.plexapp.agents.none://8a7f?lang=xn', 'movie', undefined],
    ['tv.plex.agents.none://8a7f', 'show', undefined],
    ['collection://4f195cc1-8a08-4ee0-bc22-1946f2d6293f', 'movie', undefined],
    ['plex://episode/60d5ff1c4a0721002c4e5d75', 'show', undefined],
    ['imdb://550', 'movie', undefined],
    ['', 'movie', undefined]
  ])('reads %s of a %s', (guid, owner, key) => {
    expect(guidKey(guid, owner)).toBe(key)
  })

  it('leaves out of a list what cannot be read', () => {
    expect(guidKeys(['local://1', 'imdb://tt0137523'], 'movie')).toEqual(['imdb:tt0137523'])
  })
})
