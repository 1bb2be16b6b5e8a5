/** Which file of an additional library a path of Plex means, as it was found. */
import { reasonSchema } from '@pcu/contract'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { FoundFiles, KeptAnswer } from '#ports/library-scan.ts'
import type { ScanTables } from './table.ts'

const schema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('found'), path: z.string().startsWith('/'), at: z.number() }),
  z.object({ kind: z.literal('left'), reason: reasonSchema, at: z.number() })
])

const answerOf = (json: string): KeptAnswer | undefined => {
  try {
    return schema.safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}

/** The answers of this database; one that is damaged counts as none. */
export const createFoundFiles = (db: Kysely<ScanTables>): FoundFiles => ({
  all: async () => {
    const rows = await db.selectFrom('found_file').selectAll().execute()
    return new Map(
      rows.flatMap(({ plex_path, answer }) => {
        const kept = answerOf(answer)
        return kept === undefined ? [] : [[plex_path, kept] as const]
      })
    )
  },
  put: async (answers) => {
    const rows = [...answers].map(([plex_path, answer]) => ({ plex_path, answer: JSON.stringify(answer) }))
    await db.transaction().execute(async (open) => {
      for (const row of rows) await open.replaceInto('found_file').values(row).execute()
    })
  },
  forget: async (plexPaths) => {
    await db.transaction().execute(async (open) => {
      for (const path of plexPaths) await open.deleteFrom('found_file').where('plex_path', '=', path).execute()
    })
  }
})
