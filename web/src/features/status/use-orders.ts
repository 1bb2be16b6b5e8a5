/** What a person can order: a run, a preview, a pause, a stop, everything home; and what the server answered. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiFailure, tell } from '../../api/client.ts'
import { type Order, orderNames } from './orderable.ts'
import { statusText } from './text.ts'

/** What came of the last order. */
export interface Answered {
  readonly refused: boolean
  readonly sentence: string
  readonly more: readonly string[]
}

const send: Record<Order, () => Promise<{ accepted: boolean; sentence: string }>> = {
  run: () => tell('startRun', { dryRun: false }),
  preview: () => tell('startRun', { dryRun: true }),
  pause: () => tell('pauseRun', {}),
  resume: () => tell('resumeRun', {}),
  stop: () => tell('stopRun', {}),
  finish: () => tell('stopRun', { after: 'file' }),
  restore: () => tell('restoreAll', { dryRun: false }),
  'restore-preview': () => tell('restoreAll', { dryRun: true })
}

const refusal = (order: Order, error: Error): Answered => ({
  refused: true,
  sentence: statusText.actions.failed(orderNames[order]),
  more: [error.message, ...(error instanceof ApiFailure ? error.more : [])]
})

/** Orders one thing at a time; the answer stays until the next order or until it is dismissed. */
export function useOrders() {
  const [answered, setAnswered] = useState<Answered | null>(null)
  const sending = useMutation({
    mutationFn: (order: Order) => send[order](),
    onMutate: () => setAnswered(null),
    onSuccess: ({ accepted, sentence }) => setAnswered({ refused: !accepted, sentence, more: [] }),
    onError: (error, order) => setAnswered(refusal(order, error))
  })
  return {
    order: (what: Order) => sending.mutate(what),
    sending: sending.isPending ? sending.variables : null,
    answered,
    dismiss: () => setAnswered(null)
  }
}
