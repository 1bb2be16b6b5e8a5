/** The browsers that are logged in, the one that asks among them; each can be logged out. */
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { remove, tell } from '../../../api/client.ts'
import { Loaded } from '../../../api/loaded.tsx'
import { keys, sessionsQuery } from '../../../api/queries.ts'
import { useMay } from '../../../api/use-access.ts'
import { Card } from '../../../ui/card.tsx'
import { Question } from '../../../ui/question.tsx'
import { NotYours } from './not-yours.tsx'
import { Outcome } from './outcome.tsx'
import { SessionRows } from './session-rows.tsx'
import { sessionsText } from './text.ts'

const text = sessionsText.sessions

type Order = { readonly what: 'one'; readonly id: number } | { readonly what: 'others' }

/** Whoever logs this browser out is at the door afterwards. */
function useEnding() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (order: Order) =>
      order.what === 'one' ? remove('revokeSession', { id: order.id }) : tell('revokeOtherSessions', {}),
    onSettled: () => Promise.all([keys.sessions, keys.access].map((queryKey) => client.invalidateQueries({ queryKey })))
  })
}

/** The card of sessions. */
export function Sessions() {
  return useMay('admin') ? (
    <Listed />
  ) : (
    <Card title={text.title}>
      <NotYours />
    </Card>
  )
}

function Listed() {
  const query = useQuery(sessionsQuery)
  const ending = useEnding()
  const [asked, setAsked] = useState(false)
  const many = query.data?.sessions.length ?? 0
  const others = query.data?.sessions.filter(({ isThis }) => !isThis).length ?? 0
  return (
    <Card
      title={text.title}
      aside={many === 0 ? undefined : text.count(many)}
      controls={
        others === 0 ? undefined : (
          <Button size="sm" variant="default" onClick={() => setAsked(true)}>
            {text.endOthers}
          </Button>
        )
      }
    >
      <Outcome sent={ending} />
      <Loaded query={query} lines={3}>
        {({ sessions }) => (
          <SessionRows sessions={sessions} busy={ending.isPending} end={(id) => ending.mutate({ what: 'one', id })} />
        )}
      </Loaded>
      <Question
        title={text.sure}
        opened={asked}
        close={() => setAsked(false)}
        goes={text.goes(others)}
        promises={[text.stays]}
        no={text.no}
        yes={text.endOthers}
        act={() => {
          ending.mutate({ what: 'others' })
          setAsked(false)
        }}
      />
    </Card>
  )
}
