/** A question asked a few times at a service's own pace, and what the last try tells of the service. */
import { type BackoffRange, fullJitter } from '#kit/backoff.ts'
import type { Pace } from '#kit/pace.ts'
import { wait } from '#kit/wait-awake.ts'
import type { Timers } from '#kit/wait-by.ts'

/** What one try came to. */
export type Tried<Reply, Refusal> =
  | { readonly reply: Reply }
  | {
      readonly refusal: Refusal
      /** Another try may help. */
      readonly again: boolean
      /** What the service did: nothing came back, it has trouble of its own, or it said no. */
      readonly service: 'silent' | 'troubled' | 'refused'
    }

/** An answer with any status, as far as the pace goes by it. */
export interface Answered {
  readonly status: number
  /** How long it asked to be left alone, ms. */
  readonly retryAfterMs: number | undefined
}

/** How the question is asked. */
export interface Asking<Reply, Refusal> {
  readonly pace: Pace<Refusal>
  readonly clock: Timers
  readonly backoff: BackoffRange
  /** Asking twice does no harm. */
  readonly repeatable: boolean
  readonly signal: AbortSignal
  readonly once: () => Promise<Tried<Reply, Refusal>>
}

const mostTries = 3

/** What the last try means for the questions to come. */
const note = {
  silent: <Refusal>(pace: Pace<Refusal>, refusal: Refusal, mark: number): void => pace.silent(refusal, mark),
  troubled: <Refusal>(pace: Pace<Refusal>, refusal: Refusal): void => pace.troubled(refusal),
  refused: (): void => undefined
}

/** Asks until there is a reply. Throws the refusal of the last try, or what the service rests with. */
export const askRepeatedly = async <Reply, Refusal>(asking: Asking<Reply, Refusal>): Promise<Reply> => {
  const { pace, clock, backoff, repeatable, signal, once } = asking
  const mark = pace.mark()
  for (let number = 1; ; number += 1) {
    await pace.token(signal)
    const tried = await once()
    if ('reply' in tried) return tried.reply
    if (!tried.again || !repeatable || number >= mostTries) {
      note[tried.service](pace, tried.refusal, mark)
      throw tried.refusal
    }
    await wait(clock, fullJitter(number - 1, backoff), signal)
  }
}

/** Tells the pace what an answer means for the questions to come; `tried` is asked only when it is not "too many requests". */
export const paced = <Reply, Refusal>(
  pace: Pace<Refusal>,
  answer: Answered,
  tried: () => Tried<Reply, Refusal>
): Tried<Reply, Refusal> => {
  if (answer.status === 429) {
    return { refusal: pace.tooMany(answer.retryAfterMs), again: false, service: 'refused' }
  }
  const judged = tried()
  if (answer.status < 500) pace.answered()
  return judged
}

/** What a status says of the service that is no reply. */
export const refusedWith = <Refusal>(refusal: Refusal, status: number) => ({
  refusal,
  again: status === 408 || status >= 502,
  service: status >= 500 ? ('troubled' as const) : ('refused' as const)
})
