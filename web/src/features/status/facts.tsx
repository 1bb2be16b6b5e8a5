/** What one wants to know beside the one sentence: Plex, how files move, the next and the last run. */
import type { ModeStatus, PlexStatus, Run } from '@pcu/contract'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Since, Until } from '../../ui/time/moment.tsx'
import classes from './facts.module.css'
import { statusText } from './text.ts'

const text = statusText.facts

interface FactsProps {
  readonly plex: PlexStatus
  readonly mode: ModeStatus | null
  readonly currentRun: Run | null
  readonly lastRun: Run | null
  readonly nextRunAt: number | null
}

/** Four facts side by side; below each other where it is narrow. */
export function Facts({ plex, mode, currentRun, lastRun, nextRunAt }: FactsProps) {
  return (
    <dl className={classes.facts}>
      <Fact name={text.plex}>
        <Plex plex={plex} />
      </Fact>
      <Fact name={text.mode}>
        <p>{mode?.sentence ?? text.noMode}</p>
        {mode?.warnings.map((warning) => (
          <Warning key={warning} sentence={warning} />
        ))}
      </Fact>
      <Fact name={text.next}>
        <NextRun at={nextRunAt} running={currentRun !== null} notSet={plex.state === 'not-set'} />
      </Fact>
      <Fact name={text.last}>{lastRun === null ? <p>{text.noLast}</p> : <LastRun run={lastRun} />}</Fact>
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Warning({ sentence }: { readonly sentence: string }) {
  return (
    <p className={classes.warning}>
      <IconAlertTriangle size={16} aria-hidden="true" />
      <span>{sentence}</span>
    </p>
  )
}

function Plex({ plex }: { readonly plex: PlexStatus }) {
  return (
    <>
      <p className={classes.plex} data-state={plex.state}>
        <span className={classes.dot} aria-hidden="true" />
        <bdi>{plex.sentence}</bdi>
      </p>
      {plex.state === 'silent' ? <Warning sentence={text.silence} /> : null}
    </>
  )
}

interface NextRunProps {
  readonly at: number | null
  readonly running: boolean
  readonly notSet: boolean
}

function NextRun({ at, running, notSet }: NextRunProps) {
  if (at !== null) return <Until at={at} />
  if (notSet) return <p>{text.nextNotSet}</p>
  return <p>{running ? text.running : text.noNext}</p>
}

function LastRun({ run }: { readonly run: Run }) {
  return (
    <>
      <p>{run.sentence}</p>
      <p className={classes.quiet}>
        <Since at={run.finishedAt ?? run.startedAt} />
      </p>
    </>
  )
}
