/** Ids of other services for titles of watchlists. */
import { everyRow, obj, rows, str } from '#adapters/plex/readers.ts'
import { garbled } from './failures.ts'
import type { Asker, CloudRoom } from './room.ts'

const question = { host: 'discover', about: 'the ids of a title' } as const
const guidForm = /^plex:\/\/(?:movie|show)\/([0-9a-f]+)$/u
const batchSize = 50
const manyTitles = 5

type Ids = ReadonlyMap<string, readonly string[]>

/** Asks for some titles at once. Undefined when the service does not know what is asked: the title was withdrawn, or there are no batches. */
const readIds = async (
  { http, bases }: CloudRoom,
  asker: Asker,
  hexes: readonly string[]
): Promise<Ids | undefined> => {
  const url = `${bases.discover}/library/metadata/${hexes.join(',')}`
  const reply = await http.ask({ ...question, ...asker, url, accept: 'json', takes: [400, 404] })
  if (reply.status > 299) {
    // A web page is some proxy's word, not Plex's.
    if (reply.document === undefined)
      throw garbled(question, `a web page says that there is no such thing (${reply.status})`)
    return undefined
  }
  const found = everyRow(rows(obj(obj(reply.document)?.MediaContainer)?.Metadata), (row) => {
    const guid = str(row.guid)
    const ids = everyRow(rows(row.Guid) ?? [], (each) => str(each.id))
    return guid === undefined || ids === undefined ? undefined : ([guid, ids] as const)
  })
  if (found === undefined || found.length === 0) throw garbled(question, 'it holds no title')
  return new Map(found)
}

const inBatches = (hexes: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(hexes.length / batchSize) }, (_, n) => hexes.slice(n * batchSize, (n + 1) * batchSize))

/** Guids of Plex with the id that the service is asked by; others are left out. */
const wantedOf = (guids: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    guids.flatMap((guid) => {
      const hex = guidForm.exec(guid)?.[1]
      return hex === undefined ? [] : [[guid, hex] as const]
    })
  )

/**
 * Asks in batches where the service answers them, which nobody has promised, and one by one for whatever a batch leaves out, so that
 * "withdrawn" is only said of a title that was asked for alone. Remembers once that there are no batches.
 */
export const createExternalIds = (room: CloudRoom) => {
  let batches = true

  const readBatch = async (asker: Asker, hexes: readonly string[]): Promise<Ids> => {
    if (!batches || hexes.length < 2) return new Map()
    const found = await readIds(room, asker, hexes)
    batches = found !== undefined && found.size > 1
    return found ?? new Map()
  }

  const readTogether = async (asker: Asker, wanted: ReadonlyMap<string, string>): Promise<Ids> => {
    const known: [string, readonly string[]][] = []
    for (const hexes of inBatches([...wanted.values()])) known.push(...(await readBatch(asker, hexes)))
    return new Map(known.filter(([guid]) => wanted.has(guid)))
  }

  return async (asker: Asker, guids: readonly string[]): Promise<Ids> => {
    const wanted = wantedOf(guids)
    const known = new Map(await readTogether(asker, wanted))
    for (const [guid, hex] of [...wanted].filter(([each]) => !known.has(each))) {
      const ids = (await readIds(room, asker, [hex]))?.get(guid)
      if (ids !== undefined) known.set(guid, ids)
    }
    // One title is withdrawn now and then; all of them at once are the service's trouble.
    if (wanted.size >= manyTitles && known.size === 0) throw garbled(question, `it knows none of ${wanted.size} titles`)
    return known
  }
}
