/** Applies the plan of a preview: says what it would do, until when it may be ordered, or why it may not. */
import { Button } from '@mantine/core'
import type { PlanReview } from '@pcu/contract'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { use, useState } from 'react'
import { ApiFailure, ask, tell } from '../../api/client.ts'
import { useMay } from '../../api/use-access.ts'
import { Notice } from '../../ui/notice.tsx'
import { Question } from '../../ui/question.tsx'
import { ZoneContext } from '../../ui/time/zone.ts'
import { momentText } from '../../ui/words/numbers.ts'
import classes from './review.module.css'
import { planText } from './text.ts'
import { amountOf } from './totals.ts'

const text = planText.review
const ICON = 16

/** Asked for when it is pressed: a plan can have gone stale since the page was opened. */
export function Review({ run }: { readonly run: number }) {
  const may = useMay('operate')
  const [asking, setAsking] = useState(false)
  const looking = useMutation({
    mutationFn: () => ask('planReview', { params: { run } }),
    onMutate: () => applying.reset(),
    onSuccess: ({ refusal }) => setAsking(refusal === null)
  })
  const applying = useMutation({
    mutationFn: (digest: string) => tell('applyPlan', { digest }, { run })
  })
  const review = looking.data
  const held = !may || looking.isPending || applying.isPending
  const apply = () => {
    setAsking(false)
    if (review?.review) applying.mutate(review.review.digest)
  }
  return (
    <div className={classes.review}>
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={ICON} aria-hidden="true" />}
        aria-disabled={held}
        data-disabled={held}
        title={may ? undefined : text.notYours}
        onClick={() => held || looking.mutate()}
      >
        {text.apply}
      </Button>
      <Answer {...answerOf(looking, applying)} />
      {review === undefined ? null : (
        <Ask review={review} opened={asking} close={() => setAsking(false)} apply={apply} />
      )}
    </div>
  )
}

interface Tried {
  readonly error: Error | null
  readonly reset: () => void
}

interface Answered {
  readonly bad: boolean
  readonly sentence: string | null
  readonly more: readonly string[]
  readonly dismiss: () => void
}

/** The last thing that was said: of the order, or of the look before it. */
const answerOf = (
  looking: Tried & { readonly data: PlanReview | undefined },
  applying: Tried & { readonly data: { readonly sentence: string } | undefined }
): Answered => {
  const error = applying.error ?? looking.error
  const refusal = looking.data?.refusal ?? null
  return {
    bad: error !== null || refusal !== null,
    sentence: error?.message ?? refusal ?? applying.data?.sentence ?? null,
    more: error instanceof ApiFailure ? error.more : [],
    dismiss: () => {
      looking.reset()
      applying.reset()
    }
  }
}

function Answer({ bad, sentence, more, dismiss }: Answered) {
  if (sentence === null) return null
  return <Notice tone={bad ? 'bad' : 'good'} sentence={sentence} more={more} dismiss={dismiss} />
}

interface AskProps {
  readonly review: PlanReview
  readonly opened: boolean
  readonly close: () => void
  readonly apply: () => void
}

function Ask({ review: { totals, review }, opened, close, apply }: AskProps) {
  const zone = use(ZoneContext)
  const until = review === null ? [] : [text.until(momentText(review.untilAt, zone))]
  return (
    <Question
      title={text.title}
      opened={opened}
      close={close}
      goes={totals === null ? text.asShown : amountOf(totals)}
      promises={[text.exactly, ...until]}
      no={text.no}
      yes={text.yes}
      act={apply}
    />
  )
}
