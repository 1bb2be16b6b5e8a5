/** The owner's on deck as a source of wants, asked section by section because the global list leaves out libraries hidden from Home. */
import type { LibrarySection } from '#core/model/library.ts'
import type { SourceReport, Want } from '#core/model/want.ts'
import { onDeckWants } from '#core/wants/on-deck.ts'
import type { MediaServer } from '#ports/media-server.ts'
import type { WantQuestion, WantSource } from '#ports/want-source.ts'
import { detailOf } from '#src/failure.ts'

/** What the source needs. `person` is the name shown in reasons. */
export interface OnDeckOptions {
  readonly server: MediaServer
  readonly person: string
  readonly episodesAhead: number
  readonly daysToMonitor: number
}

/** Asks every section at once; a section that does not answer is reported as silent and costs the others nothing. */
export const createOnDeckSource = (options: OnDeckOptions): WantSource => {
  const askSection = async (
    section: LibrarySection,
    question: WantQuestion
  ): Promise<{ wants: readonly Want[]; report: SourceReport }> => {
    const source = `on deck of ${section.title}`
    const base = { source, sectionId: section.sectionId }
    try {
      const entries = await options.server.readOnDeck(section.sectionId, question.signal)
      const { person, episodesAhead, daysToMonitor } = options
      const wants = onDeckWants(
        { entries, person, source, now: question.now, episodesAhead, daysToMonitor },
        question.library
      )
      return { wants, report: { ...base, state: entries.length === 0 ? 'empty' : 'answered', detail: '' } }
    } catch (thrown) {
      return { wants: [], report: { ...base, state: 'silent', detail: detailOf(thrown) } }
    }
  }

  return {
    name: 'on deck',
    ask: async (question) => {
      const answers = await Promise.all(question.library.sections.map((section) => askSection(section, question)))
      return { wants: answers.flatMap(({ wants }) => wants), reports: answers.map(({ report }) => report) }
    }
  }
}
