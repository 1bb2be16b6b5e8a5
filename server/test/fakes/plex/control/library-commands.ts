/** Controls over what the library holds. */
import { z } from 'zod'
import type { NewItem } from '#test/fakes/plex/library/model.ts'
import { type Command, command } from './command.ts'

const newItem: z.ZodType<NewItem> = z.object({
  section: z.string(),
  title: z.string(),
  show: z.string().exactOptional(),
  season: z.int().min(0).exactOptional(),
  episode: z.int().min(0).exactOptional(),
  file: z.string(),
  sizeBytes: z.number().min(0).exactOptional(),
  durationMs: z.number().positive().exactOptional(),
  year: z.int().exactOptional(),
  guid: z.string().exactOptional(),
  guids: z.array(z.string()).exactOptional(),
  editionTitle: z.string().exactOptional(),
  sidecars: z.array(z.string()).exactOptional(),
  addedAt: z.int().exactOptional()
})

const item = z.object({ ratingKey: z.string() })
const file = item.extend({ file: z.string(), sizeBytes: z.number().min(0).exactOptional() })
const rematch = item.extend({
  title: z.string().exactOptional(),
  guid: z.string().exactOptional(),
  guids: z.array(z.string()).exactOptional()
})

/** Everything in an input but the id of the item it is about. */
function withoutKey<T extends { readonly ratingKey: string }>({ ratingKey: _key, ...rest }: T): Omit<T, 'ratingKey'> {
  return rest
}

export const libraryCommands: Readonly<Record<string, Command>> = {
  'POST library/add': command(newItem, ({ library }, given) => library.add(given)),
  'POST library/remove': command(item, ({ library }, { ratingKey }) => library.remove(ratingKey)),
  'POST library/replace-file': command(file, ({ library }, given) =>
    library.replaceFile(given.ratingKey, withoutKey(given))
  ),
  'POST library/upgrade': command(file, ({ library }, given) => library.upgrade(given.ratingKey, withoutKey(given))),
  'POST library/trash': command(item, ({ library }, { ratingKey }) => library.trash(ratingKey)),
  'POST library/change': command(rematch, ({ library }, given) => library.change(given.ratingKey, withoutKey(given))),
  'POST library/move': command(item.extend({ section: z.string() }), ({ library }, { ratingKey, section }) =>
    library.moveToSection(ratingKey, section)
  ),
  'POST library/scan': command(z.object({ section: z.string() }), (plex, { section }) => plex.scan(section))
}
