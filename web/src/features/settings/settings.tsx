/** The form of all settings: generated from what the server says of each; saved all at once or not at all. */
import { Button } from '@mantine/core'
import type { SettingsView } from '@pcu/contract'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiFailure } from '../../api/client.ts'
import { Loaded } from '../../api/loaded.tsx'
import { useMay } from '../../api/use-access.ts'
import { Notice } from '../../ui/notice.tsx'
import { Question } from '../../ui/question.tsx'
import { ConflictDialog } from './conflict.tsx'
import { Effective } from './effective.tsx'
import { AskBeforeLeaving } from './leave.tsx'
import { useNames } from './names.ts'
import { Found, Room } from './room.tsx'
import { SaveBar } from './save-bar.tsx'
import classes from './settings.module.css'
import { EFFECTIVE, Side } from './side.tsx'
import { settingsText as text } from './text.ts'
import { type SettingsForm as Form, useForm, useSettings } from './use-settings.ts'

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

type ShownProps = Parameters<typeof Room>[0] & { readonly query: string }

function Shown({ query, ...parts }: ShownProps) {
  if (query.trim() !== '') return <Found {...parts} query={query} />
  if (parts.room === EFFECTIVE) return <Effective view={parts.form.view} />
  return <Room key={parts.room} {...parts} />
}

const waitingIn = ({ settings }: SettingsView): readonly string[] =>
  settings.filter(({ waits }) => waits).map(({ env }) => env)

/** What came of the last save, and what still waits for a restart. */
function Outcome({ form }: { readonly form: Form }) {
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

/** Asks first: it is the one order here that takes away what may have taken an evening. */
function ResetAll({ form }: { readonly form: Form }) {
  const [isAsked, setAsked] = useState(false)
  const saved = form.view.settings.filter(({ origin }) => origin === 'saved')
  if (saved.length === 0) return null
  return (
    <div className={classes.danger}>
      <Button variant="default" onClick={() => setAsked(true)}>
        {text.resetAll}
      </Button>
      <Question
        title={text.sure.title}
        opened={isAsked}
        close={() => setAsked(false)}
        goes={text.sure.goes(saved.length)}
        promises={[text.sure.stays, text.sure.files]}
        no={text.sure.no}
        yes={text.sure.yes}
        act={() => {
          setAsked(false)
          form.saveThese(Object.fromEntries(saved.map(({ key }) => [key, null])))
        }}
      />
    </div>
  )
}
