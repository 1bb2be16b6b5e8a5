/** Signing in to Trakt by a code: asked about only while somebody asks here, and never oftener than Trakt likes. Nothing of it outlives the program. */
import type { TraktSignIn } from '@pcu/contract'
import type { Clock } from '#ports/clock.ts'
import type { Trakt, TraktCode, TraktTokens } from '#ports/trakt/trakt.ts'
import { Failure } from '#src/failure.ts'
import type { SignIns } from './sign-ins.ts'

/** Whose watchlist is to be read. */
export interface Whose {
  readonly personId: string
  readonly name: string
}

/** Where people sign in. Each sign-in has an id that only whoever began it knows. */
export interface CodeDesk {
  /** Throws the failures of Trakt, or `sign-in.refused`. */
  begin(whose: Whose): Promise<TraktSignIn>
  /** Asks Trakt, unless that was done a moment ago. Undefined: there is no such sign-in, or it has ended. */
  ask(id: string): Promise<TraktSignIn | undefined>
  cancel(id: string): void
  close(): void
}

/** What the desk needs. */
export interface CodeDeskDeps {
  readonly trakt: Pick<Trakt, 'beginCode' | 'codeState' | 'accountName'>
  readonly signIns: Pick<SignIns, 'keep'>
  readonly clock: Pick<Clock, 'now'>
  /** Somebody has signed in. */
  readonly signedIn: () => void
}

/** Sign-ins at the same time. A house needs one. */
const mostAttempts = 8
/** What Trakt wants to be added when it was asked too often, milliseconds. */
const slowerMs = 5000

interface Attempt {
  readonly whose: Whose
  readonly code: TraktCode
  intervalMs: number
  askedAt: number
  trouble: string | null
  working: Promise<TraktSignIn> | undefined
}

const ended = (id: string, why: 'expired' | 'denied'): TraktSignIn => ({
  id,
  step: 'ended',
  sentence:
    why === 'expired'
      ? 'The sign-in was not finished in time and counts no more. Begin again when you are ready.'
      : 'Somebody said no at Trakt. Nothing was changed.'
})

const waiting = (id: string, { whose, code, trouble }: Attempt): TraktSignIn => ({
  id,
  step: 'waiting',
  sentence: `Open ${code.page} on any device and type ${code.userCode}, signed in there as ${whose.name}.`,
  userCode: code.userCode,
  page: code.page,
  expiresAt: code.expiresAt,
  trouble
})

const done = (id: string, { name }: Whose, account: string | undefined): TraktSignIn => ({
  id,
  step: 'done',
  sentence: `Signed in to Trakt${account === undefined ? '' : ` as ${account}`}. The watchlist there counts as one of ${name} from the next run on.`
})

const tooMany = (): Failure =>
  new Failure('sign-in.refused', {
    sentence: `${mostAttempts} sign-ins to Trakt are under way already, so no other one is begun.`,
    hint: 'Finish or cancel one of them, or wait ten minutes.',
    retry: 'later'
  })

type Attempts = Map<string, Attempt>

/** What is done for one sign-in; at most one question at a time. */
const createSteps = (
  { trakt, signIns, signedIn }: CodeDeskDeps,
  { attempts, signal }: { readonly attempts: Attempts; readonly signal: AbortSignal }
) => {
  const nameOf = async (tokens: TraktTokens): Promise<string | undefined> => {
    try {
      return await trakt.accountName(tokens.access, signal)
    } catch (thrown) {
      if (thrown instanceof Failure) return undefined
      throw thrown
    }
  }

  /** The tokens are kept before anything else is asked: they are given once. */
  const finish = async (id: string, { whose }: Attempt, tokens: TraktTokens): Promise<TraktSignIn> => {
    attempts.delete(id)
    await signIns.keep({ ...whose, account: undefined }, tokens)
    const account = await nameOf(tokens)
    if (account !== undefined) await signIns.keep({ ...whose, account }, tokens)
    signedIn()
    return done(id, whose, account)
  }

  const learn = async (id: string, attempt: Attempt): Promise<TraktSignIn> => {
    const state = await trakt.codeState(attempt.code.deviceCode, signal)
    attempt.trouble = null
    if (state.kind === 'done') return finish(id, attempt, state.tokens)
    if (state.kind === 'slower') attempt.intervalMs += slowerMs
    if (state.kind === 'waiting' || state.kind === 'slower') return waiting(id, attempt)
    attempts.delete(id)
    return ended(id, state.kind)
  }

  return async (id: string, attempt: Attempt): Promise<TraktSignIn> => {
    try {
      return await learn(id, attempt)
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown
      attempt.trouble = thrown.told
      return waiting(id, attempt)
    } finally {
      attempt.working = undefined
    }
  }
}

/** Opens the desk. */
export const createCodeDesk = (deps: CodeDeskDeps): CodeDesk => {
  const { trakt, clock } = deps
  const attempts: Attempts = new Map()
  const closing = new AbortController()
  const goOn = createSteps(deps, { attempts, signal: closing.signal })

  const makePlace = (): void => {
    for (const [id, { code }] of attempts) if (code.expiresAt <= clock.now()) attempts.delete(id)
    if (attempts.size >= mostAttempts) throw tooMany()
  }

  return {
    begin: async (whose) => {
      makePlace()
      const code = await trakt.beginCode(closing.signal)
      makePlace()
      const id = crypto.randomUUID()
      const { intervalMs } = code
      const attempt = { whose, code, intervalMs, askedAt: clock.now(), trouble: null, working: undefined }
      attempts.set(id, attempt)
      return waiting(id, attempt)
    },
    ask: async (id) => {
      const attempt = attempts.get(id)
      if (attempt === undefined || attempt.working !== undefined) return attempt?.working
      if (attempt.code.expiresAt <= clock.now()) {
        attempts.delete(id)
        return ended(id, 'expired')
      }
      if (Math.abs(clock.now() - attempt.askedAt) < attempt.intervalMs) return waiting(id, attempt)
      attempt.askedAt = clock.now()
      attempt.working = goOn(id, attempt)
      return attempt.working
    },
    cancel: (id) => void attempts.delete(id),
    close: () => {
      closing.abort(new Error('the program is closing'))
      attempts.clear()
    }
  }
}
