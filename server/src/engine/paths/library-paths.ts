/** The folders of the library on this machine: what runs learn of them, the search that a person asks for, and the proposals that a person accepts. */
import { type KnownLocations, type PathReport, pathMappingsOf, type Settings } from '@pcu/contract'
import { sampleLocations } from '#core/mapping/sample.ts'
import type { LibrarySection } from '#core/model/library.ts'
import type { Acceptance } from '#engine/schedule.ts'
import type { Problems } from '#engine/tell/problems.ts'
import type { MediaServer } from '#ports/media-server.ts'
import type { Memory } from '#ports/store.ts'
import { acceptProposals } from './accept.ts'
import { type FindDeps, findPaths } from './find.ts'
import { createKept } from './kept.ts'
import { lookAtOneFileEach } from './look-at-one.ts'
import { problemsOfPaths, reportOf } from './report.ts'

/** Where PATH_MAPPINGS is kept. */
export interface MappingStore {
  /** In force now, saved ones included. */
  inForce(): readonly string[]
  /** Why they cannot be saved, or undefined when they are. */
  save(mappings: readonly string[]): Promise<string | undefined>
}

/** What this needs. */
export interface LibraryPathsDeps extends FindDeps {
  readonly server: Pick<MediaServer, 'readLibrary'>
  readonly memory: Memory
  readonly problems: Problems
  readonly mappings: MappingStore
}

/** The folders of the library. */
export interface LibraryPaths {
  /** The settings with the pairs that are in force now. */
  settings(): Settings
  /** A run learned which folders there are: those without a place become problems. Touches no disk. */
  learn(sections: readonly LibrarySection[]): Promise<void>
  /** What is known. Touches no disk and asks nobody. */
  report(): Promise<PathReport>
  /** Looks for the files. Wakes disks: only for a person who asks. Somebody who asks meanwhile gets the same answer. */
  find(signal: AbortSignal): Promise<PathReport>
  /** Looks at one file of each, where the pairs in force say that it lies. May wake the disks that hold these: only for a person who asks. */
  look(signal: AbortSignal): Promise<PathReport>
  /** Saves proposals as pairs: of these locations, or all. A refusal is an answer. */
  accept(locations: readonly string[] | undefined): Promise<Acceptance>
}

/** Starts with what was kept. */
export const createLibraryPaths = (deps: LibraryPathsDeps): LibraryPaths => {
  const kept = createKept(deps.memory)
  let searching: Promise<PathReport> | undefined

  const settings = (): Settings => ({
    ...deps.settings,
    paths: { ...deps.settings.paths, mappings: deps.mappings.inForce() }
  })

  const reportOn = async (sections: KnownLocations): Promise<PathReport> =>
    reportOf({ sections, pairs: pathMappingsOf(settings().paths), search: await kept.search() })

  const report = async (): Promise<PathReport> => reportOn(await kept.sections())

  const tell = (known: PathReport): PathReport => {
    deps.problems.report('paths.', problemsOfPaths(known))
    return known
  }

  const search = async (how: typeof findPaths | typeof lookAtOneFileEach, signal: AbortSignal): Promise<PathReport> => {
    const { index } = await deps.server.readLibrary(signal)
    const sections = await kept.keepSections(index.sections)
    const pairs = pathMappingsOf(settings().paths)
    await kept.keepSearch(await how({ locations: sampleLocations(index), pairs }, deps))
    return tell(await reportOn(sections))
  }

  return {
    settings,
    learn: async (sections) => void tell(await reportOn(await kept.keepSections(sections))),
    report,
    find: (signal) => {
      searching ??= search(findPaths, signal).finally(() => {
        searching = undefined
      })
      return searching
    },
    look: (signal) => search(lookAtOneFileEach, signal),
    accept: async (locations) => {
      const answer = acceptProposals(await report(), settings().paths, locations)
      if (answer.kind === 'refused') return { accepted: false, sentence: answer.sentence }
      const refusal = await deps.mappings.save(answer.mappings)
      if (refusal !== undefined) return { accepted: false, sentence: refusal }
      tell(await report())
      return { accepted: true, sentence: `Saved: ${answer.taken.join(', ')}. This counts from the next run on.` }
    }
  }
}
