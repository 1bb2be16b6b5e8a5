/** Says once when a source goes silent and once when it is back. */
import { isLibrary, type SourceReport } from '#core/model/want.ts'
import type { Bus } from '#engine/bus.ts'

/** Remembers who was silent from run to run. */
export interface SilenceWatch {
  note(reports: readonly SourceReport[]): void
  /** For a server that did not answer at all. */
  noteServer(detail: string | undefined): void
}

const theServer = 'Plex'

/** What a missing answer means, for log and page alike. */
export const silenceSentence = (source: string, detail: string): string =>
  `${source} did not answer: ${detail}. Nothing is returned on missing answers.`

/** Starts with nobody silent. */
export const createSilenceWatch = (bus: Bus): SilenceWatch => {
  const silent = new Map<string, string>()

  const wentSilent = (source: string, detail: string): void => {
    if (!silent.has(source)) {
      bus.publish({ type: 'source.went-silent', source, sentence: silenceSentence(source, detail) })
    }
    silent.set(source, detail)
  }

  const cameBack = (source: string): void => {
    if (silent.delete(source)) {
      bus.publish({ type: 'source.came-back', source, sentence: `${source} answers again.` })
    }
  }

  const noteOne = ({ source, state, detail }: SourceReport): void => {
    // One that nothing waits for any more is no less silent.
    if (state === 'silent' || state === 'given-up') wentSilent(source, detail)
    else cameBack(source)
  }

  /** A library is reported only while it is silent. Every other source that is missing may be so because its library is: that is no answer. */
  const noteLibraries = (named: ReadonlySet<string>): void => {
    for (const source of silent.keys()) if (isLibrary(source) && !named.has(source)) cameBack(source)
  }

  return {
    note: (reports) => {
      reports.forEach(noteOne)
      noteLibraries(new Set(reports.map(({ source }) => source)))
    },
    noteServer: (detail) => {
      if (detail === undefined) cameBack(theServer)
      else wentSilent(theServer, detail)
    }
  }
}
