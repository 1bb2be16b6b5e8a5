import { describe, expect, it } from 'vitest'
import type { LibraryItem } from '#core/model/library.ts'
import { plexPath, sharePath } from '#core/model/place.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import { aLayout, aLibrary, anEpisode, anOwned, GB } from '#test/builders/world.ts'
import { createPathMap } from './path-map.ts'
import { sameSized } from './same-sized.ts'

const pathMap = createPathMap(aLayout(), [{ plex: '/media', share: '/mnt/user' }])
const lost = anOwned({ name: 'lost' })
const [video] = lost.files

const listed = (name: string, sizeBytes: number | undefined, facts: Partial<LibraryItem> = {}): LibraryItem =>
  anEpisode({
    ratingKey: name,
    sectionId: lost.sectionId,
    versions: [{ optimized: false, parts: [{ file: plexPath(`/media/tv/${name}.mkv`), sizeBytes }] }],
    ...facts
  })

interface Asked {
  readonly of?: readonly OwnedUnit[]
  readonly owned?: readonly OwnedUnit[]
}

const found = (items: readonly LibraryItem[], { of = [lost], owned }: Asked = {}) =>
  sameSized(of, { library: aLibrary(items), pathMap, owned: owned ?? of })
const namesOf = (answer: ReturnType<typeof found>) => answer.get(lost.id)?.files.map(({ sharePath: path }) => path)
const at = (name: string) => sharePath(`/mnt/user/tv/${name}.mkv`)
const size = video?.sizeBytes ?? GB

describe('files of the very size of one that is lost', () => {
  it('are told with what Plex calls them', () => {
    const answer = found([listed('other name', size), listed('other size', size + 1), listed('no size', undefined)])
    expect(answer.get(lost.id)?.files).toEqual([
      { sharePath: at('other name'), sizeBytes: size, ratingKeys: ['other name'] }
    ])
  })

  it('are nothing where nothing is lost, and where there are none', () => {
    expect(found([listed('a', size)], { of: [] })).toEqual(new Map())
    expect(found([listed('a', size - 1)])).toEqual(new Map())
  })

  it('are not those that somebody owns', () => {
    const other = anOwned({ name: 'a' })
    const owned = [lost, { ...other, files: other.files.map((file) => ({ ...file, sharePath: at('a') })) }]
    expect(namesOf(found([listed('a', size), listed('b', size)], { owned }))).toEqual([at('b')])
  })

  it('are no trace where there are too many of them', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => listed(name, size))
    expect(namesOf(found(many.slice(0, 4)))).toHaveLength(4)
    expect(namesOf(found(many))).toBeUndefined()
  })

  it('are looked for in the section of what is lost', () => {
    const elsewhere = listed('elsewhere', size, { sectionId: 'another' })
    expect(namesOf(found([elsewhere, listed('here', size)]))).toEqual([at('here')])
  })

  it('must have a place here', () => {
    const versions = [{ optimized: false, parts: [{ file: plexPath('/nowhere/a.mkv'), sizeBytes: size }] }]
    expect(namesOf(found([listed('a', size, { versions })]))).toBeUndefined()
  })

  it('count by videos: a subtitle of the size is no trace', () => {
    const files = lost.files.map((file) => ({ ...file, role: 'sidecar' as const }))
    expect(found([listed('a', size)], { of: [{ ...lost, files }] })).toEqual(new Map())
  })
})
