/** Puts together what is known of the storage: roots, what they can do, and which modes work here. Touches no disk of the array. */
import type { Settings, StorageStatus } from '@pcu/contract'
import { judgeModes, type ModeVerdict } from '#core/resolve/capabilities.ts'
import { wordPlace, wordView } from '#core/resolve/capability-notes.ts'
import { effectiveMode, wordMode } from '#core/resolve/mode.ts'
import { allReports } from '#engine/health/overlay.ts'
import { factsOf, rootPaths, sourceRoots } from '#engine/layout.ts'
import { examineAll } from '#engine/places/sources.ts'
import type { KnownAnswers, RootState, RootsReport, StorageHost } from '#ports/storage-host.ts'
import type { LiveState } from './live-state.ts'

/** What the answer is made of. */
export interface StorageDeps {
  readonly settings: Settings
  readonly host: Pick<StorageHost, 'answers' | 'examine'>
  readonly live: Pick<LiveState, 'roots'>
  /** Nothing is written, so the roots may be looked at whenever somebody asks. */
  readonly mayLook: boolean
}

type ModeStatus = StorageStatus['modes'][number]

const wordVerdict = ({ usable, refusals, mode }: ModeVerdict): string => {
  const [first] = refusals
  if (usable === false && first !== undefined) return `Does not work here: ${first}`
  const told = wordMode(mode)
  if (usable === undefined) return `${told} Whether that works here is asked before the first file is moved.`
  return first === undefined ? `${told} That works here.` : `${told} That works here, but not for every disk: ${first}`
}

const modesOf = (settings: Settings, report: RootsReport, known: KnownAnswers): readonly ModeStatus[] => {
  const { mode } = effectiveMode(settings.mode, report.situation)
  return judgeModes(report.situation, factsOf(rootPaths(settings), report, known)).map((verdict) => ({
    ...verdict.mode,
    inEffect: verdict.mode.presentation === mode.presentation && verdict.mode.original === mode.original,
    usable: verdict.usable ?? null,
    sentence: wordVerdict(verdict),
    notes: [...verdict.notes]
  }))
}

type RootTold = StorageStatus['roots'][number]

const toldOf = (role: RootTold['role'], { path, state, sentence, fileSystem }: RootState): RootTold => ({
  role,
  path,
  state,
  sentence,
  fileSystem
})

const rootsOf = ({ share, pool, arrays }: RootsReport): StorageStatus['roots'] => [
  toldOf('share', share),
  toldOf('pool', pool),
  ...arrays.filter(({ path }) => path !== share.path).map((root) => toldOf('array', root))
]

const sourcesOf = (settings: Settings, { sources = [] }: RootsReport): StorageStatus['sources'] =>
  sourceRoots(settings).flatMap(({ path, plexPath, roots }) => {
    const report = sources.find(({ share }) => share.path === path)
    if (report === undefined) return []
    const { share, pool, arrays, situation } = report
    const root = [share, ...arrays, pool].find(({ state }) => state !== 'online') ?? share
    return [
      {
        path,
        plexPath: plexPath ?? null,
        poolPath: roots.poolRoot,
        state: root.state,
        fileSystem: share.fileSystem,
        sentence: root.sentence,
        mode: effectiveMode(settings.mode, situation).sentence
      }
    ]
  })

const sentenceOf = (report: RootsReport | undefined, modes: readonly ModeStatus[]): string => {
  if (report === undefined) return 'The storage has not been looked at since the program started.'
  const wrong = [report.share, report.pool, ...report.arrays].find(({ state }) => state !== 'online')
  return wrong?.sentence ?? modes.find(({ inEffect }) => inEffect)?.sentence ?? 'The storage is there.'
}

/** The storage as last seen, with every answer that still holds. */
export const composeStorage = async ({ settings, host, live, mayLook }: StorageDeps): Promise<StorageStatus> => {
  const report = live.roots() ?? (mayLook ? await examineAll(host, settings) : undefined)
  const known = await host.answers()
  const modes = report === undefined ? [] : modesOf(settings, report, known)
  return {
    sentence: sentenceOf(report, modes),
    situation: report?.situation ?? null,
    roots: report === undefined ? [] : rootsOf(report),
    sources: report === undefined ? [] : sourcesOf(settings, report),
    places: known.places.map((facts) => ({ facts, sentences: [...wordPlace(facts)] })),
    view: known.view === undefined ? null : { facts: known.view, sentences: [...wordView(known.view)] },
    modes: [...modes],
    warnings: report === undefined ? [] : allReports(report).flatMap(({ warnings }) => warnings)
  }
}
