/** How far the sign-in has come, one step at a time. */
import { Button, Loader } from '@mantine/core'
import type { SignIn } from '@pcu/contract'
import { IconAlertCircle, IconCircleCheck, IconExternalLink } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ExactTime } from '../../ui/time/moment.tsx'
import { CodeToType } from './code-to-type.tsx'
import { Servers } from './servers.tsx'
import classes from './steps.module.css'
import { signInText as text } from './text.ts'
import type { SignInOrder } from './use-sign-in.ts'

interface StepProps<Step extends SignIn['step']> {
  readonly signIn: Extract<SignIn, { step: Step }>
  readonly sending: SignInOrder | null
  readonly order: (order: SignInOrder) => void
}

const ICON = 16

/** The step that the sign-in is at. */
export function Steps({ signIn, sending, order }: StepProps<SignIn['step']>) {
  switch (signIn.step) {
    case 'none':
      return null
    case 'waiting':
      return <Waiting signIn={signIn} sending={sending} order={order} />
    case 'looking':
      return (
        <Underway sentence={signIn.sentence} trouble={signIn.trouble}>
          <Cancel order={order} />
        </Underway>
      )
    case 'choosing':
      return <Servers signIn={signIn} sending={sending} order={order} />
    case 'ended':
      return <Ended signIn={signIn} />
    case 'done':
      return (
        <div className={classes.end} data-tone="good" role="status">
          <IconCircleCheck className={classes.icon} size={20} aria-hidden="true" />
          <p>
            <bdi>{signIn.sentence}</bdi>
          </p>
        </div>
      )
  }
}

function Waiting({ signIn, sending, order }: StepProps<'waiting'>) {
  return (
    <Underway sentence={signIn.sentence} trouble={signIn.trouble}>
      <div className={classes.ways}>
        <div className={classes.way}>
          <Button
            component="a"
            href={signIn.link}
            target="_blank"
            rel="noopener noreferrer"
            variant="filled"
            leftSection={<IconExternalLink size={ICON} aria-hidden="true" />}
          >
            {text.open}
          </Button>
          <p className={classes.quiet}>{text.openMore}</p>
          <p className={classes.quiet}>
            {text.good} <ExactTime at={signIn.expiresAt} />.
          </p>
        </div>
        {signIn.typed === null ? null : <CodeToType {...signIn.typed} />}
      </div>
      <div className={classes.buttons}>
        {signIn.typed === null ? (
          <Button
            variant="default"
            aria-disabled={sending?.what === 'code'}
            data-disabled={sending?.what === 'code'}
            onClick={() => order({ what: 'code' })}
          >
            {text.code}
          </Button>
        ) : null}
        <Cancel order={order} />
      </div>
    </Underway>
  )
}

interface UnderwayProps {
  readonly sentence: string
  readonly trouble: string | null
  readonly children: ReactNode
}

function Underway({ sentence, trouble, children }: UnderwayProps) {
  return (
    <div className={classes.step}>
      <div className={classes.sentence} role="status">
        <Loader className={classes.loader ?? ''} size={18} aria-hidden="true" />
        <p>
          <bdi>{sentence}</bdi>
        </p>
      </div>
      {trouble === null ? null : (
        <p className={classes.trouble} role="status">
          <bdi>{trouble}</bdi>
        </p>
      )}
      {children}
    </div>
  )
}

function Cancel({ order }: Pick<StepProps<'waiting'>, 'order'>) {
  return (
    <Button className={classes.cancel ?? ''} variant="default" onClick={() => order({ what: 'cancel' })}>
      {text.cancel}
    </Button>
  )
}

function Ended({ signIn }: { readonly signIn: Extract<SignIn, { step: 'ended' }> }) {
  return (
    <div className={classes.end} data-tone={signIn.why === 'refused' ? 'bad' : 'quiet'} role="alert">
      <IconAlertCircle className={classes.icon} size={20} aria-hidden="true" />
      <div>
        <p className={classes.strong}>
          <bdi>{signIn.sentence}</bdi>
        </p>
        {signIn.hint === null ? null : <p>{signIn.hint}</p>}
      </div>
    </div>
  )
}
