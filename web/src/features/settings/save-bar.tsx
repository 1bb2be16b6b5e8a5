/** Always in sight while something is not saved: how much, what, and the two ways on. */
import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useState } from 'react'
import { changedIn, valueIn } from './draft.ts'
import type { NameOf } from './names.ts'
import classes from './settings.module.css'
import { settingsText } from './text.ts'
import type { SettingsForm } from './use-settings.ts'
import { valueText } from './words.ts'

const text = settingsText.bar

interface BarProps {
  readonly form: SettingsForm
  readonly nameOf: NameOf
}

/** Nothing where there is nothing to save. */
export function SaveBar({ form, nameOf }: BarProps) {
  const [isOpen, setOpen] = useState(false)
  if (!form.isDirty) return null
  const changed = changedIn(form.view, form.draft)
  const isWrong = form.faults.size > 0 || form.together.length > 0
  return (
    <section className={classes.bar} aria-label={text.label}>
      {isOpen ? <Changes form={form} nameOf={nameOf} /> : null}
      <Says form={form} isWrong={isWrong} />
      <div className={classes.barRow}>
        <strong aria-live="polite">{text.many(changed.length)}</strong>
        <Button size="compact-sm" variant="subtle" color="gray" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {text.show}
        </Button>
        <div className={classes.barOrders}>
          <Button variant="default" onClick={form.drop}>
            {text.drop}
          </Button>
          <Button variant="filled" disabled={isWrong} loading={form.isSaving} onClick={form.save}>
            {text.save}
          </Button>
        </div>
      </div>
    </section>
  )
}

function Says({ form, isWrong }: { readonly form: SettingsForm; readonly isWrong: boolean }) {
  const later = form.check?.restart ?? []
  const names = form.view.settings.filter(({ key }) => later.includes(key)).map(({ env }) => env)
  return (
    <div className={classes.barWords} role="status">
      {form.together.map((sentence) => (
        <p key={sentence} className={classes.fault}>
          <bdi>{sentence}</bdi>
        </p>
      ))}
      {isWrong ? <p>{text.wrong}</p> : null}
      {isWrong ? null : form.check?.warnings.map(({ message }) => <p key={message}>{message}</p>)}
      {names.length === 0 || isWrong ? null : <p>{text.restart(names.join(', '))}</p>}
      {form.isBehind ? <p>{text.otherTab}</p> : null}
    </div>
  )
}

function Changes({ form, nameOf }: BarProps) {
  return (
    <ul className={classes.changes}>
      {changedIn(form.view, form.draft).map((setting) => (
        <li key={setting.key}>
          <span>{nameOf(setting).label}</span>
          <span className={classes.fromTo}>
            <bdi>{valueText(setting, setting.value)}</bdi>
            <IconArrowRight size={14} role="img" aria-label={text.becomes} />
            <bdi>
              {setting.secret && form.draft[setting.key] !== null
                ? settingsText.conflict.hidden
                : valueText(setting, valueIn(setting, form.draft))}
            </bdi>
          </span>
        </li>
      ))}
    </ul>
  )
}
