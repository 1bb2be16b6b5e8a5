/** The servers of the account, each with its best address and the evidence for all of them. */
import { Button } from '@mantine/core'
import type { ConnectionTrial, OfferedServer, SignIn } from '@pcu/contract'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useState } from 'react'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Question } from '../../ui/question.tsx'
import classes from './servers.module.css'
import { signInText as text } from './text.ts'
import type { SignInOrder } from './use-sign-in.ts'

interface ServersProps {
  readonly signIn: Extract<SignIn, { step: 'choosing' }>
  readonly sending: SignInOrder | null
  readonly order: (order: SignInOrder) => void
}

interface Choice {
  readonly server: OfferedServer
  readonly url: string | undefined
}

const ICON = 18

/** Another server than before is taken after one more question. */
export function Servers({ signIn, sending, order }: ServersProps) {
  const [doubt, setDoubt] = useState<Choice | null>(null)
  const take = ({ server, url }: Choice, changeServer: boolean) => {
    setDoubt(null)
    const { machineIdentifier } = server
    order({ what: 'choose', machineIdentifier, changeServer, ...(url === undefined ? {} : { url }) })
  }
  const choose = (choice: Choice) => (choice.server.standing === 'other' ? setDoubt(choice) : take(choice, false))
  const busy = sending?.what === 'choose'
  const usable = signIn.servers.filter(({ best }) => best !== null).length
  return (
    <div className={classes.servers}>
      <p className={classes.sentence} role="status">
        <bdi>{signIn.sentence}</bdi>
      </p>
      <ul className={classes.list}>
        {signIn.servers.map((server) => (
          <Server
            key={server.machineIdentifier}
            server={server}
            isOnly={usable === 1}
            busy={busy}
            choose={(url) => choose({ server, url })}
          />
        ))}
      </ul>
      <Button className={classes.cancel ?? ''} variant="default" onClick={() => order({ what: 'cancel' })}>
        {text.cancel}
      </Button>
      <Question
        title={text.change.title}
        opened={doubt !== null}
        close={() => setDoubt(null)}
        goes={text.change.goes(doubt?.server.name ?? '')}
        promises={[text.change.home, text.change.safe]}
        no={text.change.no}
        yes={text.change.yes}
        act={() => doubt !== null && take(doubt, true)}
      />
    </div>
  )
}

interface ServerProps {
  readonly server: OfferedServer
  readonly isOnly: boolean
  readonly busy: boolean
  /** Undefined: at its best address. */
  readonly choose: (url: string | undefined) => void
}

function Server({ server, isOnly, busy, choose }: ServerProps) {
  const { name, standing, best, hint, trials } = server
  const proven = trials.filter(({ verdict }) => verdict === 'proven').length
  const held = busy || best === null
  return (
    <li className={classes.server}>
      <div className={classes.head}>
        <div className={classes.who}>
          <h3 className={classes.name}>
            <bdi>{name}</bdi>
          </h3>
          {standing === 'new' ? null : (
            <span className={classes.chip} data-tone={standing}>
              {text.standing[standing]}
            </span>
          )}
          <p className={classes.quiet}>{best === null ? text.notReachable : <code>{best}</code>}</p>
        </div>
        <Button
          variant={isOnly && best !== null ? 'filled' : 'default'}
          aria-disabled={held}
          data-disabled={held}
          aria-label={text.choose(name)}
          title={best === null ? text.notReachable : undefined}
          onClick={() => held || choose(undefined)}
        >
          {text.chooseThis}
        </Button>
      </div>
      {hint === null ? null : <p className={classes.hint}>{hint}</p>}
      {trials.length === 0 ? null : (
        <div>
          <Disclosure
            label={text.showTried(name)}
            openAtFirst={best === null}
            row={<p className={classes.quiet}>{text.tried(proven, trials.length)}</p>}
            more={() => (
              <ul className={classes.trials}>
                {trials.map((trial) => (
                  <Trial key={trial.url} trial={trial} isBest={trial.url === best} busy={busy} choose={choose} />
                ))}
              </ul>
            )}
          />
        </div>
      )}
    </li>
  )
}

interface TrialProps {
  readonly trial: ConnectionTrial
  readonly isBest: boolean
  readonly busy: boolean
  readonly choose: (url: string) => void
}

function Trial({ trial, isBest, busy, choose }: TrialProps) {
  const isProven = trial.verdict === 'proven'
  const Icon = isProven ? IconCircleCheck : IconCircleX
  return (
    <li className={classes.trial}>
      <Icon
        className={classes.icon}
        data-proven={isProven}
        size={ICON}
        role="img"
        aria-label={isProven ? text.proven : text.failed}
      />
      <div className={classes.words}>
        <p className={classes.url}>
          <code>{trial.url}</code> {isBest ? <span className={classes.chip}>{text.best}</span> : null}
        </p>
        <p className={classes.quiet}>
          {text.kinds[trial.kind]} · {text.took(trial.tookMs)} · {trial.sentence}
        </p>
      </div>
      {isProven && !isBest ? (
        <Button
          className={classes.use ?? ''}
          size="compact-sm"
          variant="default"
          aria-disabled={busy}
          data-disabled={busy}
          onClick={() => busy || choose(trial.url)}
        >
          {text.chooseAddress}
        </Button>
      ) : null}
    </li>
  )
}
