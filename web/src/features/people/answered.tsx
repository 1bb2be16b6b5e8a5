/** What the server said to the last choice. */
import { Notice } from '../../ui/notice.tsx'
import classes from './people.module.css'
import type { Choices } from './use-choices.ts'

/** Nothing before the first, and once it was read. */
export function Answered({ choices: { answered, dismiss } }: { readonly choices: Choices }) {
  if (answered === null) return null
  return (
    <div className={classes.answer}>
      <Notice
        tone={answered.refused ? 'bad' : 'good'}
        sentence={answered.sentence}
        more={answered.more}
        dismiss={dismiss}
      />
    </div>
  )
}
