/** Tries out what was typed, before it is saved, and shows what was seen. */
import { Button } from '@mantine/core'
import type { BodyOf, TrialAnswer } from '@pcu/contract'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { tell } from '../../api/client.ts'
import classes from './row.module.css'
import { settingsText } from './text.ts'

const text = settingsText.trial

interface TrialProps {
  readonly button: string
  /** What the button says to those who cannot see what it stands beside. */
  readonly label?: string
  readonly ask: () => Promise<TrialAnswer>
}

/** A button, and below it the answer until the next one. */
function Trial({ button, label, ask }: TrialProps) {
  const asking = useMutation({ mutationFn: ask })
  return (
    <div className={classes.trial}>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={label}
        loading={asking.isPending}
        onClick={() => asking.mutate()}
      >
        {button}
      </Button>
      <div role="status">
        {asking.isPending ? <span className="hidden-text">{text.busy}</span> : null}
        {asking.data === undefined || asking.isPending ? null : <Answer answer={asking.data} />}
        {asking.error === null ? null : (
          <p className={classes.fault}>
            {text.failed} <bdi>{asking.error.message}</bdi>
          </p>
        )}
      </div>
    </div>
  )
}

/** What is one of a few words is said in the language of the page. */
const words: Readonly<Record<string, string>> = text.seen

/** The verdict, and what was seen. */
export function Answer({ answer }: { readonly answer: TrialAnswer }) {
  const { ok, sentence, hint, evidence } = answer
  const Icon = ok ? IconCircleCheck : IconAlertTriangle
  return (
    <div className={classes.evidence} data-ok={ok}>
      <p className={classes.verdict}>
        <Icon size={18} aria-hidden="true" />
        <bdi>{sentence}</bdi>
      </p>
      {hint === null ? null : (
        <p>
          <bdi>{hint}</bdi>
        </p>
      )}
      {evidence.length === 0 ? null : (
        <dl className={classes.facts}>
          {evidence.map(({ what, text: seen }) => (
            <div key={what}>
              <dt>{text.what[what]}</dt>
              <dd>
                <bdi>{words[seen] ?? seen}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

/** One folder. */
export function PathTrial({ path }: { readonly path: string }) {
  if (path.trim() === '') return null
  return <Trial button={text.path} label={text.pathOf(path)} ask={() => tell('tryPath', { path: path.trim() })} />
}

/** Address and token together, as they stand in the form. */
export function PlexTrial({ typed }: { readonly typed: BodyOf<'tryPlex'> }) {
  return <Trial button={text.plex} ask={() => tell('tryPlex', typed)} />
}

/** The client id. */
export function TraktTrial({ typed }: { readonly typed: BodyOf<'tryTrakt'> }) {
  return <Trial button={text.trakt} ask={() => tell('tryTrakt', typed)} />
}
