/** Some settings, asked for elsewhere than on their own page: those that the environment gives are shown with what proves them, the others are asked for. Saved as on the page of settings. */
import type { SettingsView, ShownSetting } from '@pcu/contract'
import { IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useMay } from '../../api/use-access.ts'
import { Card } from '../../ui/card.tsx'
import { ConflictDialog } from './conflict.tsx'
import { AskBeforeLeaving } from './leave.tsx'
import { useNames } from './names.ts'
import { Outcome } from './outcome.tsx'
import { Rows, trialOf } from './room.tsx'
import rows from './row.module.css'
import { SaveBar } from './save-bar.tsx'
import classes from './settings.module.css'
import { settingsText as text } from './text.ts'
import { type SettingsForm, useForm } from './use-settings.ts'
import { valueText } from './words.ts'

/** A card of settings. */
export interface Part {
  readonly title: string
  readonly keys: readonly string[]
  /** What follows from them, by what is typed. */
  readonly means?: (form: SettingsForm) => ReactNode
}

interface AskedProps {
  readonly view: SettingsView
  readonly parts: readonly Part[]
}

const isGiven = ({ origin, environmentOnly }: ShownSetting): boolean => origin === 'environment' || environmentOnly

/** The cards, and the bar that saves them together. */
export function Asked({ view, parts }: AskedProps) {
  const form = useForm(view)
  const nameOf = useNames()
  const mayChange = useMay('admin')
  return (
    <>
      <Outcome form={form} />
      {parts.map(({ title, keys, means }) => {
        const settings = keys.flatMap((key) => form.view.settings.find((setting) => setting.key === key) ?? [])
        return (
          <Card key={title} title={title}>
            {means === undefined ? null : <div className={classes.about}>{means(form)}</div>}
            <ul>
              {settings.filter(isGiven).map((setting) => (
                <Given key={setting.key} setting={setting} label={nameOf(setting).label} form={form} />
              ))}
            </ul>
            <Rows
              form={form}
              nameOf={nameOf}
              mayChange={mayChange}
              settings={settings.filter((setting) => !isGiven(setting))}
            />
          </Card>
        )
      })}
      <SaveBar form={form} nameOf={nameOf} />
      <ConflictDialog form={form} nameOf={nameOf} />
      <AskBeforeLeaving many={Object.keys(form.draft).length} />
    </>
  )
}

interface GivenProps {
  readonly setting: ShownSetting
  readonly label: string
  readonly form: SettingsForm
}

function Given({ setting, label, form }: GivenProps) {
  return (
    <li className={rows.row}>
      <h3 className={rows.label}>{label}</h3>
      <p className={rows.locked}>
        <IconLock size={14} aria-hidden="true" />
        <bdi>{valueText(setting, setting.value)}</bdi>
      </p>
      <p className={rows.soft}>{text.given(setting.environment?.variable ?? setting.env)}</p>
      {setting.complaints.map(({ message }) => (
        <p key={message} className={rows.fault}>
          <bdi>{message}</bdi>
        </p>
      ))}
      {trialOf(setting, form)}
    </li>
  )
}
