/** The keys of programs: what each is called and may do, when it was used, and a way to be rid of it. */
import type { ApiKey } from '@pcu/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { remove } from '../../../api/client.ts'
import { Loaded } from '../../../api/loaded.tsx'
import { apiKeysQuery, keys } from '../../../api/queries.ts'
import { useMay } from '../../../api/use-access.ts'
import { Card } from '../../../ui/card.tsx'
import { Question } from '../../../ui/question.tsx'
import { KeyRows } from './key-rows.tsx'
import { NewKey } from './new-key.tsx'
import { NotYours } from './not-yours.tsx'
import { Outcome } from './outcome.tsx'
import classes from './sessions.module.css'
import { sessionsText } from './text.ts'

const text = sessionsText.keys

/** The card of keys. */
export function Keys() {
  return useMay('admin') ? (
    <Listed />
  ) : (
    <Card title={text.title}>
      <NotYours />
      <NewKey />
    </Card>
  )
}

function Listed() {
  const client = useQueryClient()
  const query = useQuery(apiKeysQuery)
  const [choice, setChoice] = useState<ApiKey | null>(null)
  const revoking = useMutation({
    mutationFn: ({ id }: ApiKey) => remove('revokeApiKey', { id }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.apiKeys })
  })
  const many = query.data?.keys.length ?? 0
  return (
    <Card title={text.title} aside={many === 0 ? undefined : text.count(many)}>
      <p className={classes.about}>{text.about}</p>
      <Outcome sent={revoking} />
      <Loaded query={query} lines={2}>
        {(answer) => <KeyRows all={answer.keys} busy={revoking.isPending} revoke={setChoice} />}
      </Loaded>
      <NewKey />
      <Question
        title={text.sure}
        opened={choice !== null}
        close={() => setChoice(null)}
        goes={text.goes(choice?.name ?? '')}
        promises={[text.stays]}
        no={text.no}
        yes={text.revoke}
        act={() => {
          if (choice !== null) revoking.mutate(choice)
          setChoice(null)
        }}
      />
    </Card>
  )
}
