/** Which file of an additional library a path of Plex means, as it was found. */
import { reasonSchema } from '@pcu/contract'
import type { Kysely } from 'kysely'
import type { FoundFiles, KeptAnswer } from '#ports/scan/library-scan.ts'
import type { ScanTables } from './table.ts'

const factsOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])

const answerOf = (json: string): KeptAnswer | undefined => {
  try {
    const facts = factsOf(JSON.parse(json))
    const [path, at] = [facts.get('path'), facts.get('at')]
    if (typeof at !== 'number') return undefined
    if (facts.get('kind') === 'found')
      return typeof path === 'string' && path.startsWith('/') ? { kind: 'found', path, at } : undefined
    const reason = reasonSchema.safeParse(facts.get('reason'))
    return reason.success ? { kind: 'left', reason: reason.data, at } : undefined
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
