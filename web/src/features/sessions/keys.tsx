/** The keys of programs: what each is called and may do, when it was used, and a way to be rid of it. */
import { Button } from '@mantine/core'
import type { ApiKey } from '@pcu/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { remove } from '../../api/client.ts'
import { Loaded } from '../../api/loaded.tsx'
import { apiKeysQuery, keys } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Question } from '../../ui/question.tsx'
import { Since } from '../../ui/time/moment.tsx'
import { useMay } from '../access/use-may.ts'
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
        {(answer) => <Rows all={answer.keys} busy={revoking.isPending} revoke={setChoice} />}
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

interface RowsProps {
  readonly all: readonly ApiKey[]
  readonly busy: boolean
  readonly revoke: (key: ApiKey) => void
}

function Rows({ all, busy, revoke }: RowsProps) {
  if (all.length === 0)
    return (
      <Empty sentence={text.none}>
        <p>{text.noneNext}</p>
      </Empty>
    )
  return (
    <ul>
      {all.map((key) => (
        <li key={key.id} className={classes.row}>
          <div className={classes.what}>
            <p className={classes.name}>
              <bdi>{key.name}</bdi>
            </p>
            <p className={classes.soft}>{text.scopes[key.scope]}</p>
            <p className={classes.soft}>
              {text.made} <Since at={key.madeAt} /> ·{' '}
              {key.usedAt === null ? (
                text.never
              ) : (
                <>
                  {text.used} <Since at={key.usedAt} />
                </>
              )}
            </p>
          </div>
          <Button
            size="sm"
            variant="default"
            aria-label={text.revokeOf(key.name)}
            disabled={busy}
            onClick={() => revoke(key)}
          >
            {text.revoke}
          </Button>
        </li>
      ))}
    </ul>
  )
}
