/** Laws of the readers: nothing that JSON can hold makes them throw, and long lists are taken apart exactly. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guidKeys } from '#core/model/guid.ts'
import { guidsOf, readItem } from './items.ts'
import { parseJsonItems } from './json-items.ts'
import { itemsIn, readOnDeckEntry, readSections, readServer, readSessionList } from './payloads.ts'
import { noticesOfText, readNotices } from './push/alerts.ts'
import { createEventReader } from './push/event-stream.ts'
import { arr, bool, int, obj, one, str, timeMs } from './readers.ts'

const fieldNames = [
  'Metadata', 'Directory', 'Video', 'Media', 'Part', 'Guid', 'Location', 'User', 'Player', 'type', 'ratingKey', 'key', 'file',
  'size', 'totalSize', 'title', 'guid', 'id', 'index', 'parentIndex', 'viewCount', 'viewOffset', 'lastViewedAt', 'deletedAt',
  'live', 'librarySectionID', 'state', 'sessionKey', 'NotificationContainer', 'PlaySessionStateNotification', 'TimelineEntry',
  'ActivityNotification', 'StatusNotification', 'MediaContainer', '__proto__'
] // biome-ignore format: a list of words

/** Odd documents with the names that the readers look for, so that they get below the first level. */
const oddJson = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom<unknown>(
      'movie',
      'episode',
      'show',
      'clip',
      '1',
      1,
      true,
      null,
      -2,
      1e21,
      Number.MAX_SAFE_INTEGER,
      '/library/metadata/7',
      ''
    ),
    fc.jsonValue()
  ),
  list: fc.array(tie('node'), { maxLength: 4 }),
  record: fc.dictionary(fc.constantFrom(...fieldNames), tie('node'), { maxKeys: 8 }),
  node: fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('list'), tie('record'))
})).node

const read = (value: unknown): void => {
  const record = obj(value) ?? {}
  for (const reader of [str, int, bool, arr, one, timeMs]) reader(value)
  for (const raw of itemsIn(record)) {
    const item = readItem(raw, '1')
    expect(item === undefined || (item.ratingKey.length > 0 && Array.isArray(item.versions))).toBe(true)
    readOnDeckEntry(raw)
    guidKeys(guidsOf(obj(raw) ?? {}), 'movie')
  }
  readSections(record)
  readSessionList(record)
  readServer(record)
  readNotices(value)
}

describe('the readers', () => {
  it('take any JSON without throwing', () => {
    fc.assert(
      fc.property(oddJson, (value) => {
        read(value)
        read({ Metadata: value })
        read({ Metadata: [{ type: 'movie', ratingKey: '1', Media: value }] })
        read({ Directory: [{ key: '1', type: 'movie', Location: value }] })
      }),
      { numRuns: 2000 }
    )
  })

  it('take any text as a frame or an event stream without throwing', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const reader = createEventReader((text) => void noticesOfText(text))
        for (const text of texts) {
          noticesOfText(text)
          reader(text)
        }
      })
    )
  })
})

const parsed = (text: string): { readonly whole: unknown; readonly items: readonly unknown[] } | 'refused' => {
  const items: unknown[] = []
  try {
    return { whole: parseJsonItems(Buffer.from(text), (item) => items.push(item)), items }
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(SyntaxError)
    return 'refused'
  }
}

describe('taking a list apart', () => {
  const around = fc.dictionary(
    fc.string().filter((name) => name !== 'Metadata' && name !== '__proto__'),
    fc.jsonValue()
  )

  const documents = fc.record({ front: around, list: fc.array(fc.jsonValue()), back: around })

  it('hands over exactly the items of the list, and leaves the rest as JSON.parse does', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom(undefined, 1, '\t'), ({ front, list, back }, indent) => {
        const document = JSON.parse(JSON.stringify({ MediaContainer: { ...front, Metadata: list, ...back } }))
        expect(parsed(JSON.stringify(document, null, indent))).toEqual({
          whole: { MediaContainer: { ...document.MediaContainer, Metadata: [] } },
          items: document.MediaContainer.Metadata
        })
      })
    )
  })

  it('leaves any other document as it is', () => {
    fc.assert(
      fc.property(around, (value) => {
        const text = JSON.stringify(value)
        expect(parsed(text)).toEqual({ whole: JSON.parse(text), items: [] })
      })
    )
  })

  it.each(['[1,]', '[,]', '[1,,2]', '[1 2]', '[1', '[', '[1}', '["a]', '[1]]', '[1],[2]'])(
    'refuses the list %s',
    (list) => {
      expect(parsed(`{"MediaContainer":{"size":1,"Metadata":${list},"z":1}}`)).toBe('refused')
    }
  )

  it('refuses what JSON.parse refuses', () => {
    const text = JSON.stringify({
      MediaContainer: { size: 2, Metadata: [{ a: 'x,]}"\\' }, { b: [1, { c: 2 }] }], z: 1 }
    })
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('', ',', ']', '}', '"', '\\', '{', '[', 'é'), (at, put) => {
        const spoilt = text.slice(0, at) + put + text.slice(at + 1)
        const isValid = (() => {
          try {
            JSON.parse(spoilt)
            return true
          } catch {
            return false
          }
        })()
        expect(parsed(spoilt) === 'refused').toBe(!isValid)
      }),
      { numRuns: 2000 }
    )
  })
})
