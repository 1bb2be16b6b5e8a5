/** The window into the log: asked for by its filters, brought up to date by the stream, deepened on demand. */
import type { LogLine, LogPage } from '@pcu/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ask } from '../../api/client.ts'
import { keys } from '../../api/queries.ts'
import { watchLog } from '../../live/live.ts'
import { serverNow } from '../../ui/time/clock.ts'
import { type Filters, filterOf, queryOf } from './filters.ts'
import { deepened, grown, renewed } from './window.ts'

const PAGE = '200'

/** Reads the log. `isFollowed`: nobody reads further up. */
export function useLog(filters: Filters, isFollowed: boolean) {
  const client = useQueryClient()
  const queryKey = [...keys.log, filters]
  const [paused, setPaused] = useState<number | null>(null)
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const page = await ask('log', { signal, query: { ...queryOf(filters, serverNow()), limit: PAGE } })
      return renewed(client.getQueryData<LogPage>(queryKey), page)
    },
    staleTime: 0
  })
  const deepening = useMutation({
    mutationFn: (before: number) =>
      ask('log', { query: { ...queryOf(filters, serverNow()), limit: PAGE, before: String(before) } }),
    onSuccess: (older) => {
      client.setQueryData<LogPage>(queryKey, (page) => page && deepened(page, older))
    }
  })

  const hear = (news: readonly LogLine[]) => {
    const page = client.getQueryData<LogPage>(queryKey)
    if (page === undefined) return
    const next = grown(page, news, { filter: filterOf(filters), isFollowed })
    if (paused !== null) return setPaused(paused + next.page.total - page.total)
    client.setQueryData<LogPage>(queryKey, next.page)
    if (next.isGap) void client.invalidateQueries({ queryKey })
  }
  const hearNow = useRef(hear)
  useEffect(() => {
    hearNow.current = hear
  })
  useEffect(() => watchLog((news) => hearNow.current(news)), [])

  return {
    query,
    deepening,
    /** How many lines came while it was held; null while it is not. */
    paused,
    pause: () => setPaused(0),
    goOn: () => {
      setPaused(null)
      void client.invalidateQueries({ queryKey })
    },
    renew: () => void client.invalidateQueries({ queryKey })
  }
}
