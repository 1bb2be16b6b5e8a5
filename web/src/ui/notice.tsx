/** What came of something a person asked for; stays until dismissed. */
import { CloseButton } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react'
import classes from './notice.module.css'
import { uiText } from './text.ts'

interface NoticeProps {
  readonly tone: 'good' | 'bad'
  readonly sentence: string
  readonly more: readonly string[]
  readonly dismiss: () => void
}

/** Spoken at once when it is bad, politely when it is good. */
export function Notice({ tone, sentence, more, dismiss }: NoticeProps) {
  const Icon = tone === 'bad' ? IconAlertCircle : IconCircleCheck
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon className={classes.icon} size={18} aria-hidden="true" />
      <div className={classes.words}>
        <p>{sentence}</p>
        {more.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <CloseButton size={24} aria-label={uiText.dismiss} onClick={dismiss} />
    </div>
  )
}
