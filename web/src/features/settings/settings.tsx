/** The form of all settings: generated from what the server says of each; saved all at once or not at all. */
import type { SettingsView } from '@pcu/contract'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '../../api/loaded.tsx'
import { useMay } from '../../api/use-access.ts'
import { ConflictDialog } from './conflict.tsx'
import { AskBeforeLeaving } from './leave.tsx'
import { useNames } from './names.ts'
import { Outcome } from './outcome.tsx'
import { ResetAll } from './reset-all.tsx'
import { Shown } from './room.tsx'
import { SaveBar } from './save-bar.tsx'
import classes from './settings.module.css'
import { Side } from './side.tsx'
import { settingsText as text } from './text.ts'
import { useForm, useSettings } from './use-settings.ts'

/** Asks for the settings, then shows the form. */
export function SettingsForm() {
  return (
    <Loaded query={useSettings()} lines={8}>
      {(view) => <Opened loaded={view} />}
    </Loaded>
  )
}

function Opened({ loaded }: { readonly loaded: SettingsView }) {
  const { room = 'plex' } = useParams({ strict: false })
  const [query, setQuery] = useState('')
  const form = useForm(loaded)
  const nameOf = useNames()
  const mayChange = useMay('admin')
  const parts = { form, nameOf, mayChange }
  return (
    <div className={classes.page}>
      <Side view={form.view} draft={form.draft} room={room} query={query} search={setQuery} />
      <div className={classes.content}>
        <Outcome form={form} />
        {mayChange ? null : <p className={classes.about}>{text.readOnly}</p>}
        <Shown {...parts} room={room} query={query} />
        {mayChange ? <ResetAll form={form} /> : null}
        <SaveBar form={form} nameOf={nameOf} />
      </div>
      <ConflictDialog form={form} nameOf={nameOf} />
      <AskBeforeLeaving many={Object.keys(form.draft).length} />
    </div>
  )
}
