/** One line of the log: when, how loud, what; everything in it is text, whatever it looks like. */
import { ActionIcon } from '@mantine/core'
import type { LogLine } from '@pcu/contract'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { memo, type RefObject, useRef, useState } from 'react'
import { copyText } from '../../ui/copy-text.ts'
import { clockText, momentText } from '../../ui/words/numbers.ts'
import type { Filters } from './filters.ts'
import classes from './logs.module.css'
import { logsText as text } from './text.ts'
import { visible } from './visible.ts'

const ICON = 14
/** Letters of a line that are shown before somebody asks for more. */
const SHOWN = 600

interface LineProps {
  readonly line: LogLine
  readonly zone: string
  readonly narrow: (part: Partial<Filters>) => void
}

/** A row; made again only when its line changes. */
export const Line = memo(function Line({ line, zone, narrow }: LineProps) {
  const { at, level, text: said, leftOut, runId, requestId } = line
  const whole = visible(said)
  const [isWhole, setWhole] = useState(false)
  const words = useRef<HTMLElement>(null)
  return (
    <li className={classes.line} data-level={level}>
      <time className={classes.time} dateTime={new Date(at).toISOString()} title={momentText(at, zone)}>
        {clockText(at, zone)}
      </time>
      <span className={classes.level}>{level}</span>
      <div className={classes.words}>
        <bdi ref={words}>{isWhole ? whole : whole.slice(0, SHOWN)}</bdi>
        {isWhole || whole.length <= SHOWN ? null : (
          <button type="button" className={classes.chip} onClick={() => setWhole(true)}>
            {text.all(whole.length)}
          </button>
        )}
        {leftOut === 0 ? null : <span className={classes.soft}> {text.leftOut(leftOut)}</span>}
        {runId === null ? null : (
          <button
            type="button"
            className={classes.chip}
            title={text.onlyRun(runId)}
            onClick={() => narrow({ run: runId })}
          >
            {text.run(runId)}
          </button>
        )}
        {requestId === null ? null : (
          <button
            type="button"
            className={classes.chip}
            title={text.onlyRequest(requestId)}
            onClick={() => narrow({ request: requestId })}
          >
            {text.request(visible(requestId))}
          </button>
        )}
      </div>
      <Copy text={`${new Date(at).toISOString()} ${level} ${whole}`} shown={words} />
    </li>
  )
})

interface CopyProps {
  readonly text: string
  /** Where it stands, for pages that may only copy what is selected. */
  readonly shown: RefObject<HTMLElement | null>
}

function Copy({ text: line, shown }: CopyProps) {
  const [isCopied, setCopied] = useState(false)
  const Icon = isCopied ? IconCheck : IconCopy
  const label = isCopied ? text.copied : text.copy
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={24}
      className={classes.copy ?? ''}
      aria-label={label}
      title={label}
      onClick={() => void copyText(line, shown.current).then(setCopied)}
    >
      <Icon size={ICON} aria-hidden="true" />
    </ActionIcon>
  )
}
