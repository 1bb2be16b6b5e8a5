/** Says once when a source goes silent and once when it is back. */
import type { SourceReport } from '#core/model/want.ts'
import type { Bus } from '#engine/bus.ts'

/** Remembers who was silent from run to run. */
export interface SilenceWatch {
  note(reports: readonly SourceReport[]): void
  /** For a server that did not answer at all. */
  noteServer(detail: string | undefined): void
}

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

  return {
    note: (reports) => {
      for (const report of reports) {
        if (report.state === 'silent') wentSilent(report.source, report.detail)
        else cameBack(report.source)
      }
    },
    noteServer: (detail) => {
      if (detail === undefined) cameBack('Plex')
      else wentSilent('Plex', detail)
    }
  }
}
