/** What came of the last save, and what still waits for a restart. */
import type { SettingsView } from '@pcu/contract'
import { ApiFailure } from '../../api/client.ts'
import { Notice } from '../../ui/notice.tsx'
import classes from './settings.module.css'
import { settingsText as text } from './text.ts'
import type { SettingsForm } from './use-settings.ts'

const waitingIn = ({ settings }: SettingsView): readonly string[] =>
  settings.filter(({ waits }) => waits).map(({ env }) => env)

/** Nothing while there is nothing to tell. */
export function Outcome({ form }: { readonly form: SettingsForm }) {
  const { saved, error, view } = form
  const waiting = waitingIn(view).join(', ')
  if (error !== null)
    return (
      <Notice
        tone="bad"
        sentence={text.notSaved}
        more={[error.message, ...(error instanceof ApiFailure ? error.more : [])]}
        dismiss={form.closeConflict}
      />
    )
  if (saved !== null)
    return (
      <Notice
        tone="good"
        sentence={waiting === '' ? text.saved : text.savedRestart(waiting)}
        more={[]}
        dismiss={form.dismissSaved}
      />
    )
  return waiting === '' ? null : <p className={classes.waiting}>{text.waiting(waiting)}</p>
}
