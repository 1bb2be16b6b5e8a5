/** Forgets everything that was saved. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { Question } from '../../ui/question.tsx'
import classes from './settings.module.css'
import { settingsText as text } from './text.ts'
import type { SettingsForm } from './use-settings.ts'

/** Asks first: it is the one order here that takes away what may have taken an evening. */
export function ResetAll({ form }: { readonly form: SettingsForm }) {
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
