/** Makes sure that the Plex server that answers is the one we know: another server's empty library must not send files home. */
import type { PlexStatus, Problem } from '@pcu/contract'
import type { Clock } from '#ports/clock.ts'
import type { MediaServer, ServerIdentity } from '#ports/media-server.ts'
import type { Memory } from '#ports/store.ts'
import { Failure } from '#src/failure.ts'
import type { LiveState } from './tell/live-state.ts'
import type { Problems } from './tell/problems.ts'

const memoryName = 'plex.machine-identifier'

/** What knowing the server needs. */
export interface IdentityDeps {
  readonly server: MediaServer
  readonly memory: Memory
  readonly live: LiveState
  readonly problems: Problems
  readonly clock: Clock
}

const problemOf = (failure: Failure): Problem => ({
  id: 'plex.answer',
  severity: 'error',
  sentence: failure.told,
  setting: failure.code === 'plex.token-refused' ? 'PLEX_TOKEN' : 'PLEX_URL'
})

const silentStatus = (failure: Failure, previous: PlexStatus, now: number): PlexStatus => ({
  state: failure.code === 'plex.not-set' ? 'not-set' : 'silent',
  name: previous.name,
  sentence: failure.told,
  since: previous.state === 'silent' ? previous.since : now
})

/** Takes the first server that answers as ours, and refuses any other one afterwards. */
const recognise = async (memory: Memory, identity: ServerIdentity): Promise<void> => {
  const known = (await memory.get(memoryName)) ?? ''
  if (known === '') await memory.set(memoryName, identity.machineIdentifier)
  else if (known !== identity.machineIdentifier) {
    throw new Failure('plex.other-server', {
      sentence: `PLEX_URL leads to another Plex server (${identity.name}) than before, so nothing is touched.`,
      hint: 'Point PLEX_URL at the server whose files are cached, or bring everything home first with "pcu restore-all" and then run "pcu settings --forget-server".',
      retry: 'never'
    })
  }
}

/** A missing setting is a problem of the settings already and is not told twice. */
const tellSilence = ({ live, clock, problems }: IdentityDeps, failure: Failure): void => {
  live.setPlex(silentStatus(failure, live.plex(), clock.now()))
  problems.report('plex.answer', failure.code === 'plex.not-set' ? [] : [problemOf(failure)])
}

/** Asks who answers. Throws the Failure of a silent or unknown server after telling of it. */
export const knowServer = async (deps: IdentityDeps, signal: AbortSignal): Promise<void> => {
  const { live, clock, memory } = deps
  try {
    const identity = await deps.server.identify(signal)
    await recognise(memory, identity)
    const since = live.plex().state === 'answering' ? live.plex().since : clock.now()
    const sentence = `Plex server "${identity.name}" (${identity.version}) answers.`
    live.setPlex({ state: 'answering', name: identity.name, sentence, since })
    deps.problems.report('plex.answer', [])
  } catch (thrown) {
    if (thrown instanceof Failure) tellSilence(deps, thrown)
    throw thrown
  }
}

/** Forgets which server is ours; the next one that answers is taken. */
export const forgetServer = (memory: Memory): Promise<void> => memory.set(memoryName, '')
