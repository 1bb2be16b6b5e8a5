/** What stands where an answer will be, and the note on an answer that could not be refreshed. */
import classes from './outline.module.css'
import { uiText } from './text.ts'

/** The outline of lines to come; appears only after a moment, so that quick answers do not flicker. */
export function Outline({ lines }: { readonly lines: number }) {
  return (
    <div className={classes.outline} role="status" data-waiting>
      <span className="hidden-text">{uiText.loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines without content have no other identity
        <div key={line} className={classes.line} />
      ))}
    </div>
  )
}

/** Says that what follows is the last known state. */
export function Stale() {
  return <p className={classes.stale}>{uiText.refreshFailed}</p>
}
