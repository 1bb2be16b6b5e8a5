/** The mark: what is about to be played, lifted above the slow disks. */
import classes from './mark.module.css'

/** Decoration beside the name; says nothing to a screen reader. */
export function Mark() {
  return (
    <svg className={classes.mark} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className={classes.ground} x="0.5" y="0.5" width="31" height="31" rx="8" />
      <path
        className={classes.play}
        transform="translate(3 -1.4)"
        d="M8 9.2c0-1 1.1-1.6 1.9-1l8 4.8c.8.5.8 1.6 0 2.1l-8 4.7c-.8.5-1.9-.1-1.9-1z"
      />
      <rect className={classes.disk} x="7" y="20.8" width="18" height="2.4" rx="1.2" />
      <rect className={classes.farDisk} x="7" y="25" width="18" height="2.4" rx="1.2" />
    </svg>
  )
}
