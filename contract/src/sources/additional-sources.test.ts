/** Additional libraries: which path belongs to which, the names of their folders, and what is refused. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tidyPath } from '../settings/path-mapping.ts'
import { resolveSettings } from '../settings/resolve.ts'
import { additionalSourcesOf, fitsAsFolder, folderOfSource, sourceOfFolder } from './additional-sources.ts'

const resolve = (env: Record<string, string>) => resolveSettings({ env, saved: {} })
const told = (env: Record<string, string>) =>
  resolve(env)
    .complaints.filter(({ variable }) => variable?.startsWith('ADDITIONAL'))
    .map(({ severity, code, message }) => `${severity} ${code}: ${message}`)

const sources = (here: string, inPlex = '') =>
  additionalSourcesOf(resolve({ ADDITIONAL_SOURCES: here, ADDITIONAL_PLEX_SOURCES: inPlex }).settings.paths)

describe('the two lists', () => {
  it('belong together one by one; spaces belong to paths, empty entries are passed over', () => {
    expect(sources(' /mnt/nas one/films/ ,, /mnt/b', String.raw` \\nas\films , /b `)).toEqual([
      { path: '/mnt/nas one/films', plexPath: String.raw`\\nas\films` },
      { path: '/mnt/b', plexPath: '/b' }
    ])
  })

  it('leave those without a path in Plex their places', () => {
    expect(sources('/a,/b,/c', '-,/plex/b')).toEqual([
      { path: '/a', plexPath: undefined },
      { path: '/b', plexPath: '/plex/b' },
      { path: '/c', plexPath: undefined }
    ])
    expect(told({ ADDITIONAL_SOURCES: '/a,/b,/c', ADDITIONAL_PLEX_SOURCES: '-,/plex/b' })).toEqual([
      'warning lists-differ: ADDITIONAL_PLEX_SOURCES has 2 paths, ADDITIONAL_SOURCES has 3: they belong together one by one (- stands for none); /a, /c have no path in Plex, so files are looked for there by name.'
    ])
    expect(told({ ADDITIONAL_SOURCES: '/a', ADDITIONAL_PLEX_SOURCES: '/x,/y' })[0]).toMatch(
      /at the end are not used\.$/u
    )
    expect(told({ ADDITIONAL_SOURCES: '/a,/b', ADDITIONAL_PLEX_SOURCES: '-,/b' })).toEqual([])
  })
})

describe('the folder of a library on the pool', () => {
  const path = fc
    .array(fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('+', '%2B', '%', 'nas one', 'a+b')), { minLength: 1 })
    .map((parts) => tidyPath(`/${parts.map((part) => part.replaceAll('/', '')).join('/')}`))
    .filter((text) => text !== '/')

  it('is readable, and one component that tells the library back', () => {
    expect(folderOfSource('/mnt/nas one/a+b')).toBe('mnt+nas one+a%2Bb')
    fc.assert(
      fc.property(path, (source) => {
        const name = folderOfSource(source)
        expect(name).not.toMatch(/\//u)
        expect(sourceOfFolder(name)).toBe(source)
      })
    )
  })

  it('has no name that is too long for a folder, counted in bytes', () => {
    expect(fitsAsFolder(`/${'x'.repeat(255)}`)).toBe(true)
    expect(fitsAsFolder(`/${'é'.repeat(128)}`)).toBe(false)
    expect(told({ ADDITIONAL_SOURCES: `/${'x'.repeat(256)}` })[0]).toMatch(/^error source-too-long: /u)
  })
})

describe('libraries that are not apart', () => {
  it.each([
    [{ ADDITIONAL_SOURCES: '/mnt/user/films' }, /lies inside \/mnt\/user \(REAL_SOURCE\)/u],
    [{ ADDITIONAL_SOURCES: '/mnt' }, /\/mnt \(ADDITIONAL_SOURCES\) contains \/mnt\/user \(REAL_SOURCE\)/u],
    [{ ADDITIONAL_SOURCES: '/nas,/nas' }, /is the same folder as \/nas, named before it/u],
    [{ ADDITIONAL_SOURCES: '/nas,/nas/films' }, /lies inside \/nas, named before it/u],
    [{ ADDITIONAL_SOURCES: '/nas/Films,/nas/films' }, /differs only in its spelling from \/nas\/Films/u],
    [{ ADDITIONAL_SOURCES: '/mnt/disk1/x', ARRAY_SOURCES: '/mnt/disk1' }, /lies inside \/mnt\/disk1 \(ARRAY_SOURCES\)/u]
  ])('%j is refused', (env, sentence) => {
    expect(told(env)).toEqual([expect.stringMatching(/^error sources-overlap: /u)])
    expect(told(env)[0]).toMatch(sentence)
  })

  it('the cache in one of them is refused', () => {
    const { complaints } = resolve({ ADDITIONAL_SOURCES: '/mnt/cache' })
    expect(complaints.map(({ severity, code }) => `${severity} ${code}`)).toContain('error paths-overlap')
  })

  it('neighbours whose names begin alike are none', () => {
    expect(told({ ADDITIONAL_SOURCES: '/mnt/user2,/nas,/nas2' })).toEqual([])
  })
})

describe('pairs', () => {
  it('may lead into an additional library', () => {
    const env = { ADDITIONAL_SOURCES: '/nas', PATH_MAPPINGS: '/x => /nas/x, /y => /elsewhere' }
    const outside = resolve(env).complaints.filter(({ code }) => code === 'mapping-outside')
    expect(outside.map(({ message }) => message.slice(0, 24))).toEqual(['PATH_MAPPINGS says that '])
    expect(outside[0]?.message).toContain('/elsewhere')
  })

  it('one folder of Plex in two places is refused, whichever list says so', () => {
    const env = { ADDITIONAL_SOURCES: '/nas', ADDITIONAL_PLEX_SOURCES: '/media', PLEX_SOURCE: '/media' }
    expect(resolve(env).complaints.map(({ code }) => code)).toContain('mappings-contradict')
  })
})
