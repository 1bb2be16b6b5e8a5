/** Pins in the database. */
import { pinKindSchema } from '@pcu/contract'
import type { Kysely, Selectable } from 'kysely'
import { plexPath } from '#core/model/place.ts'
import type { Pin, PinTarget } from '#core/pins/pin.ts'
import type { PinStore } from '#ports/pins.ts'
import { strings } from '#store/text-columns.ts'
import type { PinTable, PinTables } from './table.ts'

const pinOf = (row: Selectable<PinTable>): Pin => ({
  id: row.id,
  kind: pinKindSchema.parse(row.kind),
  ratingKey: row.rating_key,
  showKey: row.show_key ?? undefined,
  sectionId: row.section_id,
  season: row.season ?? undefined,
  episode: row.episode ?? undefined,
  file: row.file === null ? undefined : plexPath(row.file),
  guids: strings(row.guids),
  server: row.server ?? undefined,
  title: row.title,
  by: row.made_by,
  at: row.made_at,
  ...(row.until_at === null ? {} : { untilAt: row.until_at })
})

/** What tells pins apart: the same thing is pinned once. */
const targetOf = ({ kind, ratingKey, season, file }: PinTarget): string =>
  [kind, ratingKey, season === undefined || kind === 'episode' ? '' : String(season), file ?? ''].join('\t')

const columnsOf = (pin: Omit<Pin, 'id'>) => ({
  target: targetOf(pin),
  kind: pin.kind,
  rating_key: pin.ratingKey,
  show_key: pin.showKey ?? null,
  section_id: pin.sectionId,
  season: pin.season ?? null,
  episode: pin.episode ?? null,
  file: pin.file ?? null,
  guids: JSON.stringify(pin.guids),
  server: pin.server ?? null,
  title: pin.title,
  made_by: pin.by,
  made_at: pin.at,
  until_at: pin.untilAt ?? null
})

/** No end is later than any. */
const laterEnd = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : Math.max(one, other)

/** The pins of this database. */
export const createPinStore = (db: Kysely<PinTables>): PinStore => {
  const named = (target: string) => db.selectFrom('pin').selectAll().where('target', '=', target).executeTakeFirst()
  return {
    all: async () => (await db.selectFrom('pin').selectAll().orderBy('id').execute()).map(pinOf),
    add: async (pin) => {
      const columns = columnsOf(pin)
      await db.deleteFrom('pin').where('until_at', '<=', pin.at).execute()
      const made = await db
        .insertInto('pin')
        .values(columns)
        .onConflict((conflict) => conflict.column('target').doNothing())
        .returningAll()
        .executeTakeFirst()
      const row = made ?? (await named(columns.target))
      if (row === undefined) throw new Error(`pin ${columns.target} was neither made nor there`)
      const until_at = laterEnd(row.until_at, columns.until_at)
      if (until_at !== row.until_at) await db.updateTable('pin').set({ until_at }).where('id', '=', row.id).execute()
      return { pin: pinOf({ ...row, until_at }), isNew: made !== undefined }
    },
    remove: async (id) => {
      const row = await db.deleteFrom('pin').where('id', '=', id).returningAll().executeTakeFirst()
      return row === undefined ? undefined : pinOf(row)
    },
    follow: (id, now) =>
      db.transaction().execute(async (open) => {
        const row = await open.selectFrom('pin').selectAll().where('id', '=', id).executeTakeFirst()
        if (row === undefined) return
        const columns = columnsOf({ ...pinOf(row), ...now })
        const taken = await open.selectFrom('pin').select('id').where('target', '=', columns.target).executeTakeFirst()
        if (taken !== undefined && taken.id !== id) return
        await open.updateTable('pin').set(columns).where('id', '=', id).execute()
      })
  }
}
