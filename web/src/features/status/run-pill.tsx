/** The state in a word, always in sight, with the percentage of the run's bytes. */
import type { Status } from '@pcu/contract'
import { useEffect } from 'react'
import { connection, useStatus } from '../../live/live.ts'
import { useStore } from '../../live/store.ts'
import classes from './run-pill.module.css'
import { runStateOf } from './run-state.ts'
import { statusText } from './text.ts'

const part = ({ currentRun, pausedSince, moves, plex, testMode }: Status) => ({
  currentRun,
  pausedSince,
  moves,
  plex,
  testMode
})

/** Also names the browser tab, with the page in sight. Only a change of the word is spoken, not every percent. */
export function RunPill({ page }: { readonly page: string | undefined }) {
  const { data, isError } = useStatus(part)
  const { state } = useStore(connection)
  const { label, tone, percent } = runStateOf(data, { connection: state, failed: isError })
  const shown = percent === null ? label : `${label} ${statusText.percent(percent)}`
  const title = [tone === 'calm' ? undefined : shown, page, statusText.name]
    .filter((part) => part !== undefined)
    .join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <>
      <span className={classes.pill} data-tone={tone} data-testid="run-state">
        <span className={classes.dot} aria-hidden="true" />
        {shown}
      </span>
      <span className="hidden-text" role="status">
        {label}
      </span>
      <span className={classes.line} style={{ transform: `scaleX(${(percent ?? 0) / 100})` }} aria-hidden="true" />
    </>
  )
}
