/** Where people sign in: each sign-in belongs to the browser that began it and is asked about only while that browser asks. */
import type { ServerChoice, SignIn } from '@pcu/contract'
import { secret } from '#core/model/secret.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import { Failure } from '#src/failure.ts'
import { askPin } from './ask-pin.ts'
import { type Attempt, createAttempts } from './attempts.ts'
import { type LookDeps, look } from './look.ts'
import { type State, told } from './states.ts'
import { type TakeUpDeps, takeUp } from './take-up.ts'

/** What the desk needs. */
export interface DeskDeps extends LookDeps, TakeUpDeps {
  readonly cloud: Pick<PlexCloud, 'account' | 'servers' | 'beginPin' | 'pin'>
  /** A server was taken up. */
  readonly taken: () => void
  readonly onBug: (thrown: unknown) => void
}

/** A browser is known by a text that nobody else knows. Undefined: it has begun no sign-in, or it has ended. */
export interface Desk {
  /** `forwardTo`: where Plex sends the browser afterwards. Throws the failures of the cloud. */
  begin(browser: string, forwardTo: string | undefined): Promise<SignIn>
  /** Begins with a token instead. */
  paste(browser: string, token: string): SignIn
  /** Asks nobody. */
  tell(browser: string): SignIn
  /** Asks Plex, unless that was done a moment ago. */
  ask(browser: string): Promise<SignIn | undefined>
  /** Adds a short code. Throws the failures of the cloud. */
  typeCode(browser: string): Promise<SignIn | undefined>
  /** Throws Failure `sign-in.refused`. */
  choose(browser: string, choice: ServerChoice): Promise<SignIn | undefined>
  cancel(browser: string): void
  close(): void
}

/** Between two questions to Plex about one sign-in, milliseconds; it asks for one or two seconds. */
const pinSpacingMs = 2000
/** Between two looks that failed, milliseconds. */
const lookSpacingMs = 5000

const refusal = (sentence: string): Failure =>
  new Failure('sign-in.refused', { sentence, hint: 'Look again, or begin anew.', retry: 'never' })

/** One thing at a time for a sign-in; whoever asks meanwhile waits for what is under way. */
const createWorker = ({ clock, onBug }: Pick<DeskDeps, 'clock' | 'onBug'>) => {
  const start = async (attempt: Attempt, job: (signal: AbortSignal) => Promise<State>): Promise<void> => {
    const { signal } = attempt.stop
    try {
      attempt.state = await job(signal)
    } catch (thrown) {
      if (!signal.aborted) onBug(thrown)
    } finally {
      attempt.working = undefined
    }
  }
  return (attempt: Attempt, job: (signal: AbortSignal) => Promise<State>): Promise<void> => {
    if (attempt.working !== undefined) return attempt.working
    attempt.askedAt = clock.now()
    attempt.asked += 1
    attempt.working = start(attempt, job)
    return attempt.working
  }
}

/** What is done for one sign-in. */
const createSteps = (deps: DeskDeps) => {
  const { cloud, clock } = deps
  const work = createWorker(deps)

  const lookFor = (attempt: Attempt): void => {
    const { state } = attempt
    if (state.step !== 'looking') return
    const note = (noted: State): void => {
      attempt.state = noted
    }
    // Trying addresses takes seconds: the browser asks again instead of waiting for it.
    void work(attempt, (signal) => look(deps, state, { note, signal }))
  }

  const goOn = async (attempt: Attempt): Promise<void> => {
    const since = Math.abs(clock.now() - attempt.askedAt)
    const { state, asked } = attempt
    if (state.step === 'waiting' && since >= pinSpacingMs) {
      await work(attempt, (signal) => askPin(deps, state, { asked, signal }))
    }
    if (attempt.state.step !== 'looking' || attempt.working !== undefined) return
    if (attempt.state.trouble === undefined || since >= lookSpacingMs) lookFor(attempt)
  }

  const addCode = async (attempt: Attempt): Promise<void> => {
    if (attempt.state.step !== 'waiting' || attempt.state.typed !== undefined) return
    const typed = await cloud.beginPin({ kind: 'code' }, attempt.stop.signal)
    // Somebody may have let us in through the link meanwhile.
    if (attempt.state.step === 'waiting') attempt.state = { ...attempt.state, typed }
  }

  const take = async (attempt: Attempt, choice: ServerChoice): Promise<void> => {
    const { state, working } = attempt
    if (state.step !== 'choosing') throw refusal('There is nothing to choose at this point of the sign-in.')
    if (working !== undefined) throw refusal('A choice is being taken up already.')
    let trouble: unknown
    await work(attempt, async (signal) => {
      try {
        return await takeUp(deps, state, { choice, signal })
      } catch (thrown) {
        trouble = thrown
        return state
      }
    })
    if (trouble !== undefined) throw trouble
    deps.taken()
  }

  return { lookFor, goOn, addCode, take }
}

/** Opens the desk. */
export const createDesk = (deps: DeskDeps): Desk => {
  const attempts = createAttempts(deps.clock)
  const steps = createSteps(deps)

  const withAttempt = async (
    browser: string,
    act: (attempt: Attempt) => Promise<void>
  ): Promise<SignIn | undefined> => {
    const attempt = attempts.find(browser)
    if (attempt === undefined) return undefined
    await act(attempt)
    return told(attempt.state)
  }

  /** What is done is told once; a page that is opened anew asks whose token counts. */
  const finishing: typeof withAttempt = async (browser, act) => {
    const answer = await withAttempt(browser, act)
    if (answer?.step === 'done') attempts.drop(browser)
    return answer
  }

  return {
    begin: async (browser, forwardTo) => {
      attempts.makePlace()
      const link = await deps.cloud.beginPin({ kind: 'link', forwardTo }, new AbortController().signal)
      attempts.makePlace()
      return told(attempts.admit(browser, { step: 'waiting', link, typed: undefined, trouble: undefined }).state)
    },
    paste: (browser, token) => {
      attempts.makePlace()
      const arrived = { token: secret(token.trim()), how: 'pasted', account: undefined, trouble: undefined } as const
      const attempt = attempts.admit(browser, { step: 'looking', ...arrived })
      steps.lookFor(attempt)
      return told(attempt.state)
    },
    tell: (browser) => told(attempts.find(browser)?.state),
    ask: (browser) => finishing(browser, steps.goOn),
    typeCode: (browser) => withAttempt(browser, steps.addCode),
    choose: (browser, choice) => finishing(browser, (attempt) => steps.take(attempt, choice)),
    cancel: attempts.drop,
    close: attempts.close
  }
}
