/** `pcu trakt`: the lists at Trakt that are followed, and who signed in there. */
import { formatTime, type PersonStatus, type TraktListStatus, type TraktSignIn, type TraktStatus } from '@pcu/contract'
import { systemTimeZone } from '#adapters/clock.ts'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { type Opened, open } from '#cli/local.ts'
import type { TraktClient } from '#cli/remote.ts'
import { pause } from '#kit/backoff.ts'
import { oneLine } from '#kit/one-line.ts'
import { Failure } from '#src/failure.ts'

const tell = (...lines: readonly string[]): void => void process.stdout.write(`${lines.map(oneLine).join('\n')}\n`)

const when = (at: number | null): string => (at === null ? 'never' : formatTime(at, systemTimeZone()))

const matches = { id: '', title: '  (by title and year only)', none: '  (not in the library)', unknown: '' } as const

const listLines = ({ name, count, inLibrary, readAt, nextAt, trouble, titles }: TraktListStatus): readonly string[] => [
  `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${count ?? 'no'} titles${inLibrary === null ? '' : `, ${inLibrary} in the library`}`,
  `      Read ${when(readAt)}, next ${when(nextAt)}.`,
  ...(trouble === null ? [] : [`      ${trouble}.`]),
  ...titles.map(
    ({ position, title, year, match }) =>
      `      ${String(position).padStart(3)} ${title}${year === null ? '' : ` (${year})`}${matches[match]}`
  )
]

const linesOf = (trakt: TraktStatus): readonly string[] => [
  trakt.sentence,
  ...trakt.people.map(
    ({ name, account, isLost }) =>
      `${name} is signed in${account === null ? '' : ` as ${account}`}${isLost ? ', but Trakt takes it no longer: sign in again' : ''}.`
  ),
  ...(trakt.lists.length > 0 && trakt.noSignIn !== null ? [trakt.noSignIn] : []),
  ...trakt.lists.flatMap(listLines)
]

const status = async (trakt: TraktClient, json: boolean): Promise<ExitCode> => {
  const told = await trakt.tell()
  if (json) process.stdout.write(`${JSON.stringify(told, null, 2)}\n`)
  else tell(...linesOf(told))
  return exitCodes.done
}

const peopleOf = (opened: Opened): Promise<readonly PersonStatus[]> =>
  opened.kind === 'remote' ? opened.remote.people() : opened.program.app.face.people()

/** By the name as "pcu people" tells it; the owner when none is given. */
const personIdOf = async (opened: Opened, name: string | undefined): Promise<string> => {
  const isMeant = (person: PersonStatus): boolean =>
    name === undefined ? person.kind === 'owner' : person.name.toLowerCase() === name.toLowerCase()
  const [person, another] = (await peopleOf(opened)).filter(isMeant)
  if (person !== undefined && another === undefined) return person.id
  const sentence =
    person === undefined ? `There is nobody called ${name ?? 'the owner'}.` : `Two people are called ${name}.`
  throw new Failure('sign-in.refused', { sentence, hint: 'See "pcu people".', retry: 'never' })
}

const spacingMs = 2000
const signals = ['SIGINT', 'SIGTERM'] as const

/** Ends early, and without a word, when somebody stops it. */
const rest = (ms: number, stop: AbortSignal): Promise<void> =>
  pause(ms, stop).catch((thrown: unknown) => {
    if (!stop.aborted) throw thrown
  })

/** Asks every two seconds; the last answer, also when somebody ended it here. */
const followed = async (trakt: TraktClient, begun: TraktSignIn, stop: AbortSignal): Promise<TraktSignIn> => {
  const { id } = begun
  let [now, told]: [TraktSignIn, string | null] = [begun, null]
  while (now.step === 'waiting' && !stop.aborted) {
    if (now.trouble !== null && now.trouble !== told) tell(now.trouble)
    told = now.trouble
    await rest(spacingMs, stop)
    if (!stop.aborted) now = (await trakt.askSignIn(id)) ?? { id, step: 'ended', sentence: 'The sign-in has ended.' }
  }
  return now
}

/** Waits until somebody has said yes or no, or nobody came in time; Ctrl-C leaves no code waiting. */
const signIn = async (trakt: TraktClient, personId: string): Promise<ExitCode> => {
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  for (const name of signals) process.once(name, stop)
  try {
    const begun = await trakt.beginSignIn(personId)
    tell(begun.sentence, 'Waiting; Ctrl-C ends it, and nothing is changed.')
    const now = await followed(trakt, begun, stopping.signal)
    if (now.step === 'waiting') await trakt.cancelSignIn(begun.id)
    tell(now.step === 'waiting' ? 'The sign-in to Trakt is ended; nothing was changed.' : now.sentence)
    return now.step === 'done' ? exitCodes.done : exitCodes.failed
  } finally {
    for (const name of signals) process.off(name, stop)
  }
}

/** Also of somebody who has left the household meanwhile. */
const signOut = async (opened: Opened, trakt: TraktClient, name: string | undefined): Promise<ExitCode> => {
  const signedIn = (await trakt.tell()).people.find((person) => person.name.toLowerCase() === name?.toLowerCase())
  return order(trakt.signOut(signedIn?.personId ?? (await personIdOf(opened, name))))
}

const order = async (answer: ReturnType<TraktClient['refresh']>): Promise<ExitCode> => {
  const { accepted, sentence } = await answer
  tell(sentence)
  return accepted ? exitCodes.done : exitCodes.failed
}

const act = async (opened: Opened, { words, json }: Asked): Promise<ExitCode> => {
  const [verb = 'status', name] = words
  const trakt = opened.kind === 'remote' ? opened.remote.trakt : opened.program.app.face.trakt
  if (verb === 'status') return status(trakt, json)
  if (verb === 'refresh') return order(trakt.refresh())
  return verb === 'sign-in' ? signIn(trakt, await personIdOf(opened, name)) : signOut(opened, trakt, name)
}

const takesName: ReadonlyMap<string | undefined, boolean> = new Map([
  [undefined, false],
  ['status', false],
  ['refresh', false],
  ['sign-in', true],
  ['sign-out', true]
])

const isUnderstood = ([verb, ...more]: readonly string[]): boolean => {
  const named = takesName.get(verb)
  return named !== undefined && more.length <= (named ? 1 : 0)
}

/** Tells of Trakt, reads it now, or signs somebody in or out. */
export const traktCommand = async (asked: Asked): Promise<ExitCode> => {
  if (!isUnderstood(asked.words)) {
    process.stderr.write(`There is no "pcu trakt ${asked.words.join(' ')}". See "pcu trakt --help".\n`)
    return exitCodes.usage
  }
  const opened = await open({ dryRun: false, narrate: false })
  try {
    return await act(opened, asked)
  } finally {
    if (opened.kind === 'local') await opened.program.close()
  }
}
