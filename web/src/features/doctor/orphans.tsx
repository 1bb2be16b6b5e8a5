/** Files of ours that somebody deleted or replaced, with what can be done about each; nothing is done without a word. */
import { Button } from '@mantine/core'
import type { Orphan, Remedy } from '@pcu/contract'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiFailure, tell } from '../../api/client.ts'
import { Loaded } from '../../api/loaded.tsx'
import { keys, orphansQuery } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Path, Title } from '../../ui/name.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Question } from '../../ui/question.tsx'
import { Since } from '../../ui/time/moment.tsx'
import classes from './doctor.module.css'
import { doctorText } from './text.ts'

const text = doctorText.orphans

interface Choice {
  readonly orphan: Orphan
  readonly how: Remedy
  /** What it does, as the server says. */
  readonly does: string
}

/** Does what was chosen, and asks again for everything that may have changed. */
function useResolving() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ orphan, how }: Choice) => tell('resolveOrphan', { how }, { id: orphan.id }),
    onSettled: () =>
      Promise.all(
        [keys.orphans, keys.cached, keys.status, keys.doctor].map((queryKey) => client.invalidateQueries({ queryKey }))
      )
  })
}

/** The card of orphans. */
export function Orphans() {
  const query = useQuery(orphansQuery)
  const [choice, setChoice] = useState<Choice | null>(null)
  const sending = useResolving()
  const many = query.data?.orphans.length ?? 0
  const act = () => {
    if (choice !== null) sending.mutate(choice)
    setChoice(null)
  }
  return (
    <Card title={text.title} aside={many === 0 ? undefined : text.count(many)}>
      <Answer sending={sending} />
      <Loaded query={query} lines={1}>
        {({ orphans }) => <Rows orphans={orphans} choose={setChoice} />}
      </Loaded>
      <Question
        title={text.sure}
        opened={choice !== null}
        close={() => setChoice(null)}
        goes={choice?.does ?? ''}
        promises={[text.safe]}
        no={text.no}
        yes={choice === null ? '' : text.remedies[choice.how]}
        act={act}
      />
    </Card>
  )
}

function Answer({ sending }: { readonly sending: ReturnType<typeof useResolving> }) {
  const { data, error, reset } = sending
  if (error === null && data === undefined) return null
  return (
    <div className={classes.answer}>
      <Notice
        tone={error === null ? 'good' : 'bad'}
        sentence={error?.message ?? data?.sentence ?? ''}
        more={error instanceof ApiFailure ? error.more : []}
        dismiss={reset}
      />
    </div>
  )
}

interface RowsProps {
  readonly orphans: readonly Orphan[]
  readonly choose: (choice: Choice) => void
}

function Rows({ orphans, choose }: RowsProps) {
  if (orphans.length === 0) return <Empty sentence={text.none} />
  return (
    <>
      <p className={`${classes.words} ${classes.soft}`}>{text.about}</p>
      <ul>
        {orphans.map((orphan) => (
          <OrphanRow key={orphan.id} orphan={orphan} choose={choose} />
        ))}
      </ul>
    </>
  )
}

function OrphanRow({ orphan, choose }: { readonly orphan: Orphan; readonly choose: (choice: Choice) => void }) {
  return (
    <li className={classes.row} data-severity="warning">
      <IconAlertTriangle className={classes.icon} size={20} aria-hidden="true" />
      <div className={classes.what}>
        <Title text={orphan.title} />
        {orphan.files.map(({ path, why, since }) => (
          <div key={path}>
            <Path text={path} />
            <p>
              <bdi>{why}</bdi>
              {since === null ? null : (
                <span className={classes.soft}>
                  {' '}
                  {text.since} <Since at={since} />.
                </span>
              )}
            </p>
          </div>
        ))}
        <div className={classes.remedies}>
          {orphan.remedies.map(({ how, does }) => (
            <Button key={how} size="sm" variant="default" title={does} onClick={() => choose({ orphan, how, does })}>
              {text.remedies[how]}
            </Button>
          ))}
        </div>
      </div>
    </li>
  )
}
