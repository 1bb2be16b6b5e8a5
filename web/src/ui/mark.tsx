/** The mark: what is about to be played, lifted above the slow disks. */
import classes from './mark.module.css'

/** Decoration beside the name; says nothing to a screen reader. */
export function Mark() {
  return (
    <svg className={classes.mark} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className={classes.ground} x="0.5" y="0.5" width="31" height="31" rx="8" />
      <path
        className={classes.play}
        d="M10 5.6c0-1.2 1.3-1.9 2.3-1.3l9.6 5.8c1 .6 1 2 0 2.6l-9.6 5.8c-1 .6-2.3-.1-2.3-1.3z"
      />
      <rect className={classes.disk} x="7" y="21" width="18" height="2.6" rx="1.3" />
      <rect className={classes.farDisk} x="7" y="25.4" width="18" height="2.6" rx="1.3" />
    </svg>
  )
}
