/** What was learnt about the ways to each person's view, kept over restarts. Holds no token. */
import type { TokenOrigin, TriedRung } from '#core/people/ladder.ts'
import type { SeenSections } from '#core/people/sections.ts'
import { keptJson } from '#kit/kept-json.ts'
import type { Memory } from '#ports/store.ts'

/** What is remembered of one person. */
export interface AccessNote {
  readonly origin?: TokenOrigin
  readonly seen?: SeenSections
  readonly shared?: TriedRung
  readonly switched?: TriedRung
  readonly signIn?: TriedRung
}

/** Notes by person. */
export interface AccessNotes {
  read(personId: string): Promise<AccessNote>
  write(personId: string, note: AccessNote): Promise<void>
}

const memoryName = (personId: string): string => `people.access ${personId}`

/** Only this product writes them; what cannot be read is as if nothing were known, and everything is tried again. */
const noteOf = (text: string | undefined): AccessNote => {
  const parsed = keptJson(text)
  return typeof parsed === 'object' && parsed !== null ? parsed : {}
}

/** Keeps notes in the memory. */
export const createAccessNotes = (memory: Memory): AccessNotes => ({
  read: async (personId) => noteOf(await memory.get(memoryName(personId))),
  write: (personId, note) => memory.set(memoryName(personId), JSON.stringify(note))
})
