/** What the last order came to. */
import { ApiFailure } from '../../../api/client.ts'
import { Notice } from '../../../ui/notice.tsx'
import classes from './sessions.module.css'

interface Sent {
  readonly data: { readonly sentence: string } | undefined
  readonly error: Error | null
  readonly reset: () => void
}

/** Nothing until something was ordered; stays until dismissed. */
export function Outcome({ sent: { data, error, reset } }: { readonly sent: Sent }) {
  if (error === null && data === undefined) return null
  return (
    <div className={classes.outcome}>
      <Notice
        tone={error === null ? 'good' : 'bad'}
        sentence={error?.message ?? data?.sentence ?? ''}
        more={error instanceof ApiFailure ? error.more : []}
        dismiss={reset}
      />
    </div>
  )
}
