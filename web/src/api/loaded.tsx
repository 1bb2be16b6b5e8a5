/** Shows what a question answered; until then its outline, and when it fails the reason with a way to try again. */
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Outline, Stale } from '../ui/outline.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { ApiFailure } from './client.ts'

interface LoadedProps<Answer> {
  readonly query: UseQueryResult<Answer>
  /** Lines of the outline while waiting. */
  readonly lines: number
  readonly children: (answer: Answer) => ReactNode
}

const moreOf = (error: Error): readonly string[] => (error instanceof ApiFailure ? error.more : [])
const requestOf = (error: Error): string | null => (error instanceof ApiFailure ? error.requestId : null)

/** An old answer stays visible while it is asked for again, and when that fails. */
export function Loaded<Answer>({ query, lines, children }: LoadedProps<Answer>) {
  if (query.isPending) return <Outline lines={lines} />
  if (query.data === undefined) {
    const { error } = query
    const retry = () => void query.refetch()
    return error === null ? null : (
      <Trouble sentence={error.message} more={moreOf(error)} requestId={requestOf(error)} retry={retry} />
    )
  }
  return (
    <>
      {query.isError ? <Stale /> : null}
      {children(query.data)}
    </>
  )
}
