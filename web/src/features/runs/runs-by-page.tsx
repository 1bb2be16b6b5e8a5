/** Every run that is remembered, newest first, a page at a time. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../api/client.ts'
import { Loaded } from '../../api/loaded.tsx'
import { keys } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Pager } from '../../ui/pager.tsx'
import { RunRow } from './run-row.tsx'
import { runsText } from './text.ts'

const PAGE = 10

/** The card of all runs; `open` is given the number of one. */
export function RunsByPage({ open }: { readonly open: (run: number) => void }) {
  const [page, setPage] = useState(0)
  const asked = useQuery({
    queryKey: [...keys.runs, 'page', page],
    queryFn: ({ signal }) => ask('runs', { signal, query: { offset: String(page * PAGE), limit: String(PAGE) } }),
    placeholderData: keepPreviousData
  })
  return (
    <Card title={runsText.everyRun}>
      <Loaded query={asked} lines={3}>
        {({ runs, total }) =>
          total === 0 ? (
            <Empty sentence={runsText.none}>
              <p>{runsText.noneNext}</p>
            </Empty>
          ) : (
            <>
              <ul>
                {runs.map((run) => (
                  <RunRow key={run.id} run={run} open={() => open(run.id)} />
                ))}
              </ul>
              {total <= PAGE ? null : (
                <Pager
                  page={page}
                  pages={Math.ceil(total / PAGE)}
                  shown={{ first: page * PAGE + 1, last: page * PAGE + runs.length, all: total }}
                  turnTo={setPage}
                />
              )}
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
