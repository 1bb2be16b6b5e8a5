/** Something did not work: the sentence, what can be done, and a way to try again. */
import { Button } from '@mantine/core'
import { IconAlertCircle, IconRefresh } from '@tabler/icons-react'
import { uiText } from './text.ts'
import classes from './trouble.module.css'

interface TroubleProps {
  readonly sentence: string
  readonly more: readonly string[]
  readonly requestId?: string | null
  readonly retry: () => void
}

/** Stands where the content would be. */
export function Trouble({ sentence, more, requestId, retry }: TroubleProps) {
  return (
    <div className={classes.trouble} role="alert">
      <IconAlertCircle className={classes.icon} size={20} aria-hidden="true" />
      <div className={classes.words}>
        <p className={classes.sentence}>{sentence}</p>
        {more.map((line) => (
          <p key={line} className={classes.more}>
            {line}
          </p>
        ))}
        {requestId ? <p className={classes.more}>{uiText.requestId(requestId)}</p> : null}
      </div>
      <Button size="sm" variant="default" leftSection={<IconRefresh size={16} aria-hidden="true" />} onClick={retry}>
        {uiText.retry}
      </Button>
    </div>
  )
}
