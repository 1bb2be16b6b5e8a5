/** Tries out what somebody typed, and words what was seen. What is left out or masked is what is saved. */
import {
  type BodyOf,
  checkValue,
  descriptorOf,
  formatBytes,
  SECRET_MASK,
  type Settings,
  type TrialAnswer,
  type Verdict
} from '@pcu/contract'
import { type Secret, secret } from '#core/model/secret.ts'
import { hintFor, trialOf } from '#core/sign-in/connections.ts'
import { knownServer } from '#engine/server-identity.ts'
import type { Clock } from '#ports/clock.ts'
import type { ServerTrial, TokenView } from '#ports/server-door.ts'
import type { FolderLook, ServerNames, SettingsTrials } from '#ports/settings/trials.ts'
import type { Memory } from '#ports/store.ts'
import type { TokenProvider } from '#ports/token-provider.ts'
import { Failure } from '#src/failure.ts'

/** What trying out needs. */
export interface TrialDeps {
  /** In force at this moment. */
  readonly settings: Settings
  readonly trials: SettingsTrials
  readonly trial: ServerTrial
  readonly tokens: Pick<TokenProvider, 'current'>
  readonly memory: Memory
  readonly clock: Clock
}

/** What can be tried out. */
export interface Trials {
  tryPlex(typed: BodyOf<'tryPlex'>): Promise<TrialAnswer>
  tryPath(typed: BodyOf<'tryPath'>): Promise<TrialAnswer>
  tryTrakt(typed: BodyOf<'tryTrakt'>): Promise<TrialAnswer>
}

type Evidence = TrialAnswer['evidence'][number]

/** Somebody waits at the page. */
const patienceMs = 15_000

const no = (sentence: string, hint: string | null = null, evidence: readonly Evidence[] = []): TrialAnswer => ({
  ok: false,
  sentence,
  hint,
  evidence: [...evidence]
})

const isLeft = (typed: string | undefined): boolean =>
  typed === undefined || typed.trim() === '' || typed.includes(SECRET_MASK)

/** What was typed, as it would be saved; or why it would not be. */
const meant = (key: string, typed: string): { readonly value: string } | { readonly why: string } => {
  const descriptor = descriptorOf(key)
  if (descriptor === undefined) return { why: `There is no setting ${key}.` }
  const checked = checkValue(descriptor, typed)
  return checked.ok ? { value: String(checked.value) } : { why: `${descriptor.label} ${checked.demand}.` }
}

const tokenWords: Readonly<Record<TokenView, { readonly sentence: string; readonly hint: string | null }>> = {
  owner: { sentence: 'It takes the token as that of its owner.', hint: null },
  somebody: {
    sentence: 'It takes the token, but as that of somebody who is not its owner.',
    hint: 'Use the token of the account that the server belongs to: only the owner may read who watches what.'
  },
  refused: {
    sentence: 'It refuses the token.',
    hint: 'Sign in to Plex on the page of users, or copy the token anew: in Plex Web open any item, choose "Get Info", "View XML", and take what stands behind X-Plex-Token at the end of the address.'
  },
  silent: { sentence: 'It did not say in time whether it takes the token.', hint: 'Try again in a moment.' }
}

const librariesOf = ({ libraries }: ServerNames): Evidence[] =>
  libraries === undefined || libraries.length === 0 ? [] : [{ what: 'libraries', text: libraries.join(', ') }]

const storedToken = ({ tokens }: TrialDeps): Secret | undefined => {
  const now = tokens.current()
  return now.from === 'none' ? undefined : now.serverToken
}

/** The token goes only where a Plex server has answered, and nowhere else. */
const tokenAt = async (
  deps: TrialDeps,
  { url, token }: { readonly url: string; readonly token: Secret | undefined },
  seen: readonly Evidence[]
): Promise<TrialAnswer> => {
  const where = `A Plex server answers at ${url}.`
  if (token === undefined) return no(`${where} There is no token yet.`, 'Sign in to Plex, or give PLEX_TOKEN.', seen)
  const signal = AbortSignal.timeout(patienceMs)
  const view = await deps.trial.view(url, token, signal)
  const names = view === 'refused' ? undefined : await deps.trials.serverNames(url, token, signal)
  const evidence: Evidence[] = [
    ...(names?.name === undefined ? [] : [{ what: 'server' as const, text: names.name }]),
    ...(names === undefined ? [] : [{ what: 'version' as const, text: names.version }, ...librariesOf(names)]),
    { what: 'token', text: view },
    ...seen
  ]
  const { sentence, hint } = tokenWords[view]
  return { ok: view === 'owner', sentence: `${where} ${sentence}`, hint, evidence }
}

const tryPlex = async (deps: TrialDeps, typed: BodyOf<'tryPlex'>): Promise<TrialAnswer> => {
  const address = isLeft(typed.url) ? { value: deps.settings.plex.url } : meant('plex.url', typed.url ?? '')
  if ('why' in address) return no(address.why)
  const url = address.value
  if (url === '') return no('No address of Plex is known.', 'Give one such as http://192.168.1.10:32400, or sign in.')
  const token = isLeft(typed.token) ? storedToken(deps) : secret((typed.token ?? '').trim())
  const begun = deps.clock.now()
  const knock = await deps.trial.knock(url, AbortSignal.timeout(patienceMs))
  const tookMs = deps.clock.now() - begun
  const seen: Evidence[] = [{ what: 'took', text: `${Math.round(tookMs)} ms` }]
  const tried = (verdict: Verdict, detail: string) => ({ url, kind: 'setting' as const, verdict, detail, tookMs })
  if (knock.kind !== 'server') {
    const silent = tried(knock.kind, knock.detail)
    return no(trialOf(silent).sentence, hintFor([silent]) ?? null, seen)
  }
  const ours = await knownServer(deps.memory)
  if (ours !== undefined && ours !== knock.machineIdentifier)
    return no(
      'A Plex server answers here, but it is another one than that whose files are cached.',
      'Point PLEX_URL at the server whose files are cached, or bring everything home first with "pcu restore-all" and then run "pcu settings --forget-server".',
      seen
    )
  return tokenAt(deps, { url, token }, seen)
}

const modeText = (mode: number): string => mode.toString(8).padStart(3, '0')

const evidenceOf = (look: FolderLook): Evidence[] => {
  const { uid, gid, mode, us, mount } = look
  const room = `${formatBytes(look.freeBytes)} free of ${formatBytes(look.totalBytes)}`
  return [
    { what: 'kind', text: look.kind },
    { what: 'readable', text: look.isReadable ? 'yes' : 'no' },
    { what: 'writable', text: look.isWritable ? 'yes' : 'no' },
    { what: 'owner', text: `${uid}:${gid}, mode ${modeText(mode)}; this program runs as ${us.uid}:${us.gid}` },
    ...(mount === undefined
      ? []
      : [
          { what: 'file-system' as const, text: `${mount.fileSystem}${mount.isReadOnly ? ', read-only' : ''}` },
          { what: 'device' as const, text: `${mount.source} at ${mount.point}` }
        ]),
    { what: 'room', text: room }
  ]
}

/** The container's own layers, and memory: nothing there outlives it. */
const passing: ReadonlySet<string> = new Set(['overlay', 'tmpfs', 'ramfs'])

const judged = (path: string, look: FolderLook): Pick<TrialAnswer, 'ok' | 'sentence' | 'hint'> => {
  if (look.kind !== 'folder')
    return { ok: false, sentence: `${path} is there, but it is no folder.`, hint: 'Name a folder.' }
  if (!look.isReadable)
    return {
      ok: false,
      sentence: `${path} is there, but this program may not read it.`,
      hint: `It runs as user ${look.us.uid}, group ${look.us.gid} (PUID, PGID); the folder belongs to ${look.uid}:${look.gid}.`
    }
  if (look.mount !== undefined && passing.has(look.mount.fileSystem))
    return {
      ok: true,
      sentence: `${path} can be read, but it lies inside the container (${look.mount.fileSystem}): is the folder mapped into it?`,
      hint: 'What is inside the container is lost when it is made anew. Map the folder as a volume, and restart.'
    }
  if (look.isWritable) return { ok: true, sentence: `${path} can be read and written.`, hint: null }
  const why = look.mount?.isReadOnly === true ? 'it is mounted read-only' : 'its permissions do not allow it'
  return {
    ok: true,
    sentence: `${path} can be read, but not written: ${why}.`,
    hint: 'That will do where files are only read. What comes to or from here needs to be writable.'
  }
}

const tryPath = async ({ trials }: TrialDeps, typed: BodyOf<'tryPath'>): Promise<TrialAnswer> => {
  const place = meant('paths.cacheDir', typed.path)
  if ('why' in place) return no("The folder must be an absolute path (starting with /) without '..'.")
  const look = await trials.folder(place.value)
  if ('why' in look)
    return no(
      `${place.value} cannot be looked at: ${look.why}.`,
      'Map the folder into the container as a volume, under exactly this path, and restart.'
    )
  return { ...judged(place.value, look), evidence: evidenceOf(look) }
}

const tryTrakt = async ({ trials, settings, clock }: TrialDeps, typed: BodyOf<'tryTrakt'>): Promise<TrialAnswer> => {
  const clientId = isLeft(typed.clientId) ? settings.trakt.clientId : (typed.clientId ?? '').trim()
  const apps = 'Make an application at https://app.trakt.tv/settings/apps and copy its client id.'
  if (clientId === '') return no('No client id is known.', apps)
  const begun = clock.now()
  try {
    const movie = await trials.trendingMovie(clientId, AbortSignal.timeout(patienceMs))
    const evidence: Evidence[] = [{ what: 'took', text: `${Math.round(clock.now() - begun)} ms` }]
    if (movie !== undefined) evidence.unshift({ what: 'lists', text: movie })
    return { ok: true, sentence: 'Trakt takes the client id and answers.', hint: null, evidence }
  } catch (thrown) {
    if (!(thrown instanceof Failure)) return no('Trakt did not answer in time.', 'Try again in a moment.')
    return no(thrown.message, thrown.hint ?? (thrown.code === 'trakt.key-refused' ? apps : null))
  }
}

/** Ready to be asked. */
export const createTrials = (deps: TrialDeps): Trials => ({
  tryPlex: (typed) => tryPlex(deps, typed),
  tryPath: (typed) => tryPath(deps, typed),
  tryTrakt: (typed) => tryTrakt(deps, typed)
})
