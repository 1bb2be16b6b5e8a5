/** What is kept between runs: the folders of the library as Plex last told them, and the last search. Both are small and can be had again. */
import { type KnownLocations, knownLocationsSchema, type PathSearch, pathSearchSchema } from '@pcu/contract'
import type { LibrarySection } from '#core/model/library.ts'
import { keptJson } from '#kit/kept-json.ts'
import type { Memory } from '#ports/store.ts'

const sectionsKey = 'paths.sections'
const searchKey = 'paths.search'

/** Reads and writes both. */
export const createKept = (memory: Memory) => ({
  sections: async (): Promise<KnownLocations> => {
    const read = knownLocationsSchema.safeParse(keptJson(await memory.get(sectionsKey)))
    return read.success ? read.data : []
  },
  /** Written only when something changed: every run tells. */
  keepSections: async (sections: readonly LibrarySection[]): Promise<KnownLocations> => {
    const known = sections.map(({ sectionId, title, locations }) => ({ sectionId, title, locations: [...locations] }))
    const text = JSON.stringify(known)
    if ((await memory.get(sectionsKey)) !== text) await memory.set(sectionsKey, text)
    return known
  },
  search: async (): Promise<PathSearch | undefined> => {
    const read = pathSearchSchema.safeParse(keptJson(await memory.get(searchKey)))
    return read.success ? read.data : undefined
  },
  keepSearch: (search: PathSearch): Promise<void> => memory.set(searchKey, JSON.stringify(search))
})
