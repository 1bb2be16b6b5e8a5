/** Which file of an additional library is the one that Plex names. */
import { describe, expect, it } from 'vitest'
import { type Answer, answerOf, type Candidate, fitOf, indexOf, type Sought, tailsOf, withoutShared } from './seek.ts'

const sought = (plexPath: string, sizeBytes: number | undefined = 5): Sought => ({ plexPath, sizeBytes })
const film = sought('/films/Gamma (2001)/Gamma.mkv')
const at = (path: string, how: Candidate['how'], sizeBytes = 5): Candidate => ({ path, how, sizeBytes })

describe('the ends of a path', () => {
  it('hold a folder at least, the longest first, of whatever system Plex runs on', () => {
    expect(tailsOf(sought('/srv/films/Gamma/Gamma.mkv'))).toEqual([
      'srv/films/Gamma/Gamma.mkv',
      'films/Gamma/Gamma.mkv',
      'Gamma/Gamma.mkv'
    ])
    expect(tailsOf(sought(String.raw`\\nas\films\Gamma\Gamma.mkv`))).toEqual([
      'nas/films/Gamma/Gamma.mkv',
      'films/Gamma/Gamma.mkv',
      'Gamma/Gamma.mkv'
    ])
    expect(tailsOf(sought('/Gamma.mkv'))).toEqual([])
  })

  it('never lead out', () => {
    expect(tailsOf(sought('/films/../../etc/passwd.mkv'))).toEqual([])
    expect(fitOf(sought('/films/../x.mkv'), { name: 'x.mkv', folder: '..', sizeBytes: 5 })).toBeUndefined()
  })
})

describe('a file', () => {
  it.each([
    ['Gamma.mkv', 'Gamma (2001)', 5, 'folder'],
    ['Gamma.mkv', 'other', 5, 'size'],
    ['Gamma.mp4', 'Gamma (2001)', 5, 'stem'],
    ['Gamma.mkv', 'Gamma (2001)', 6, undefined],
    ['Gamma.mp4', 'Gamma (2001)', 6, undefined]
  ])('%s in %s of %d bytes is like it: %s', (...[name, folder, sizeBytes, how]) => {
    expect(fitOf(film, { name, folder, sizeBytes })).toBe(how)
  })

  it('of which Plex does not tell the size is like it by its name alone', () => {
    const unsized: Sought = { plexPath: '/films/Gamma (2001)/Gamma.mkv', sizeBytes: undefined }
    expect(fitOf(unsized, { name: 'Gamma.mkv', folder: 'Gamma (2001)', sizeBytes: 9 })).toBe('stem')
  })

  it('is looked up by its stem, an accent being one character or two, and only if it is a video', () => {
    const index = indexOf([sought('/films/Amélie.mkv'.normalize('NFD')), film])
    expect(index.meant('Amélie.mkv'.normalize('NFC'))).toHaveLength(1)
    expect(index.meant('Gamma.mp4')).toEqual([film])
    expect([index.meant('Gamma.srt'), index.meant('Gamma 2.mkv')]).toEqual([[], []])
  })
})

describe('the answer', () => {
  const answer = (...candidates: readonly Candidate[]): Answer => answerOf(film, candidates, ['/nas'])

  it('is the best likeness, wherever worse ones are', () => {
    expect(answer(at('/nas/b', 'size'), at('/nas/a', 'path'), at('/nas/c', 'stem'))).toEqual({
      kind: 'found',
      path: '/nas/a'
    })
    expect(answer(at('/nas/c', 'stem'))).toEqual({ kind: 'found', path: '/nas/c' })
    expect(answer(at('/nas/a', 'path'), at('/nas/a', 'path'))).toEqual({ kind: 'found', path: '/nas/a' })
  })

  it('is left to a person when two are alike, and names them', () => {
    const reason = { code: 'several-files-fit', path: film.plexPath, candidates: ['/nas/a', '/nas/b'] }
    expect(answer(at('/nas/b', 'size'), at('/nas/a', 'size'), at('/nas/c', 'stem'))).toEqual({ kind: 'left', reason })
  })

  it('is that no library has it', () => {
    expect(answer()).toEqual({
      kind: 'left',
      reason: { code: 'in-no-library', path: film.plexPath, libraries: ['/nas'] }
    })
  })

  it('gives one file to one path of Plex only', () => {
    const both = new Map<string, Answer>([
      ['/x/a.mkv', { kind: 'found', path: '/nas/a.mkv' }],
      ['/y/a.mkv', { kind: 'found', path: '/nas/a.mkv' }],
      ['/y/b.mkv', { kind: 'found', path: '/nas/b.mkv' }]
    ])
    const kinds = [...withoutShared(both).values()].map((one) => (one.kind === 'left' ? one.reason.code : one.path))
    expect(kinds).toEqual(['several-files-fit', 'several-files-fit', '/nas/b.mkv'])
  })
})
