/** Asks Plex what there is and who wants what, and tells how it answered. */
import { detailOf, Failure } from '#src/failure.ts'
import { type Discovery, discover } from './discover.ts'
import type { RunDeps } from './run-deps.ts'
import { knowServer, tellAnswer, tellSilence } from './server-identity.ts'
import { problemsOfSilence } from './tell/cases.ts'

/** Says once when Plex is silent and once when it is back. Throws the Failure of the silence. */
export const askPlex = async (deps: RunDeps, signal: AbortSignal): Promise<Discovery> => {
  try {
    const identity = await knowServer(deps, signal)
    const discovery = await discover(deps, signal)
    // What broke off because somebody stopped the run says nothing about Plex.
    signal.throwIfAborted()
    tellAnswer(deps, identity)
    deps.silence.noteServer(undefined)
    deps.silence.note(discovery.reports)
    await deps.learnLocations(discovery.library.sections)
    deps.problems.report('source.', problemsOfSilence(discovery.reports))
    return discovery
  } catch (thrown) {
    if (thrown instanceof Failure) tellSilence(deps, thrown)
    if (thrown instanceof Failure && thrown.code !== 'plex.not-set') deps.silence.noteServer(detailOf(thrown))
    throw thrown
  }
}
