/** One line to type into, under its label. */
import classes from './door.module.css'

interface FieldProps {
  readonly label: string
  readonly type: 'text' | 'password'
  /** Tells password managers what belongs here. */
  readonly autoComplete: 'username' | 'current-password' | 'new-password'
  readonly value: string
  readonly change: (value: string) => void
  readonly focus?: boolean
  readonly describedBy?: string
}

/** The label names it; paste is as welcome as typing. */
export function Field({ label, type, autoComplete, value, change, focus = false, describedBy }: FieldProps) {
  return (
    <label className={classes.label}>
      <span>{label}</span>
      <input
        className={classes.input}
        type={type}
        autoComplete={autoComplete}
        spellCheck={false}
        autoCapitalize="none"
        // biome-ignore lint/a11y/noAutofocus: the page holds nothing else but this form.
        autoFocus={focus}
        aria-describedby={describedBy}
        value={value}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </label>
  )
}
