/** Which Plex server, and with whose token: proven by its name, its version and its libraries. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../api/loaded.tsx'
import { settingsQuery } from '../../api/queries.ts'
import { Asked } from '../../features/settings/asked.tsx'
import { Answer } from '../../features/settings/trial.tsx'
import { Account } from '../../features/sign-in/account.tsx'
import { welcomeText } from '../../features/welcome/text.ts'
import { usePlexProof } from '../../features/welcome/use-welcome.ts'
import classes from '../../features/welcome/welcome.module.css'
import { Card } from '../../ui/card.tsx'

const text = welcomeText.plex

export function StepPlex() {
  const settings = useQuery(settingsQuery)
  return (
    <>
      <Proof />
      <Account when="always" />
      <Loaded query={settings} lines={4}>
        {(view) => <Asked view={view} parts={[{ title: text.typed, keys: ['plex.url', 'plex.token'] }]} />}
      </Loaded>
    </>
  )
}

function Proof() {
  const { isKnown, query } = usePlexProof()
  return (
    <Card
      title={text.proof}
      controls={
        isKnown ? (
          <Button size="sm" variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
            {text.again}
          </Button>
        ) : undefined
      }
    >
      <div className={classes.body} role="status">
        {isKnown ? null : <p className={classes.soft}>{text.none}</p>}
        {isKnown && query.isPending ? <p className={classes.soft}>{text.asking}</p> : null}
        {isKnown && query.data !== undefined ? <Answer answer={query.data} /> : null}
        {isKnown && query.error !== null ? <p className={classes.bad}>{query.error.message}</p> : null}
      </div>
    </Card>
  )
}
