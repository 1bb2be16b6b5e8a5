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

/** Tells everybody that Plex gave no answer that can be used; a missing setting is a problem of the settings already and is not told twice. */
export const tellSilence = ({ live, clock, problems }: IdentityDeps, failure: Failure): void => {
  live.setPlex(silentStatus(failure, live.plex(), clock.now()))
  problems.report('plex.answer', failure.code === 'plex.not-set' ? [] : [problemOf(failure)])
}

/** Tells everybody who answered, and that nothing is wrong with it. */
export const tellAnswer = ({ live, clock, problems }: IdentityDeps, { name, version }: ServerIdentity): void => {
  const since = live.plex().state === 'answering' ? live.plex().since : clock.now()
  live.setPlex({ state: 'answering', name, sentence: `Plex server "${name}" (${version}) answers.`, since })
  problems.report('plex.answer', [])
}

/** Asks who answers. Throws the Failure of a silent or unknown server. */
export const knowServer = async (
  { server, memory }: Pick<IdentityDeps, 'server' | 'memory'>,
  signal: AbortSignal
): Promise<ServerIdentity> => {
  const identity = await server.identify(signal)
  await recognise(memory, identity)
  return identity
}

/** The server that is ours; undefined until one has answered. */
export const knownServer = async (memory: Memory): Promise<string | undefined> => {
  const known = (await memory.get(memoryName)) ?? ''
  return known === '' ? undefined : known
}

/** A person says that this server is ours from now on. */
export const adoptServer = (memory: Memory, machineIdentifier: string): Promise<void> =>
  memory.set(memoryName, machineIdentifier)

/** Forgets which server is ours; the next one that answers is taken. */
export const forgetServer = (memory: Memory): Promise<void> => memory.set(memoryName, '')
