/** What a person can do about the library's folders: have them looked for, take a proposal over; and what came of it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiFailure, tell } from '../../api/client.ts'
import { keys } from '../../api/queries.ts'
import { pathsText } from './text.ts'

/** What came of the last thing asked for. */
export interface Answered {
  readonly refused: boolean
  readonly sentence: string
  readonly more: readonly string[]
}

const refusal = (error: Error): Answered => ({
  refused: true,
  sentence: pathsText.failed,
  more: [error.message, ...(error instanceof ApiFailure ? error.more : [])]
})

/** One thing at a time; the answer stays until the next one or until it is dismissed. */
export function usePaths() {
  const client = useQueryClient()
  const [answered, setAnswered] = useState<Answered | null>(null)
  const onMutate = () => setAnswered(null)
  const onError = (error: Error) => setAnswered(refusal(error))
  const finding = useMutation({
    mutationFn: () => tell('findPaths', {}),
    onMutate,
    onError,
    onSuccess: (report) => client.setQueryData(keys.paths, report)
  })
  const looking = useMutation({
    mutationFn: () => tell('lookAtPaths', {}),
    onMutate,
    onError,
    onSuccess: (report) => client.setQueryData(keys.paths, report)
  })
  const accepting = useMutation({
    mutationFn: (location: string) => tell('acceptPaths', { locations: [location] }),
    onMutate,
    onError,
    onSuccess: async ({ accepted, sentence }) => {
      setAnswered({ refused: !accepted, sentence, more: [] })
      await client.invalidateQueries({ queryKey: keys.paths })
    }
  })
  const busy = finding.isPending || looking.isPending || accepting.isPending
  return {
    busy,
    finding: finding.isPending,
    find: () => busy || finding.mutate(),
    looking: looking.isPending,
    look: () => busy || looking.mutate(),
    accepting: accepting.isPending ? accepting.variables : null,
    accept: (location: string) => busy || accepting.mutate(location),
    answered,
    dismiss: () => setAnswered(null)
  }
}
