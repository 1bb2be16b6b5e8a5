/** Somebody else saved first: what was, what they made of it, what is typed here; and which of it is saved over theirs. */
import { Button } from '@mantine/core'
import type { SettingConflict, SettingValue, ShownSetting } from '@pcu/contract'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import type { NameOf } from './names.ts'
import classes from './settings.module.css'
import { settingsText } from './text.ts'
import type { SettingsForm } from './use-settings.ts'
import { valueText } from './words.ts'

const text = settingsText.conflict

interface ConflictProps {
  readonly form: SettingsForm
  readonly nameOf: NameOf
}

/** Closed while nobody was late. */
export function ConflictDialog({ form, nameOf }: ConflictProps) {
  const { conflicts } = form
  return (
    <Dialog title={text.title} opened={conflicts !== null} close={form.closeConflict}>
      {conflicts === null ? null : <Choices conflicts={conflicts} form={form} nameOf={nameOf} />}
    </Dialog>
  )
}

function Choices({ conflicts, form, nameOf }: ConflictProps & { readonly conflicts: readonly SettingConflict[] }) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const taken = Object.entries(form.draft).filter(([key]) => !left.has(key))
  const toggle = (key: string) =>
    setLeft(left.has(key) ? new Set([...left].filter((one) => one !== key)) : new Set([...left, key]))
  return (
    <div className={classes.conflict}>
      <p>{text.about}</p>
      <ul>
        {conflicts.map((conflict) => (
          <ConflictRow
            key={conflict.key}
            conflict={conflict}
            setting={form.view.settings.find(({ key }) => key === conflict.key)}
            nameOf={nameOf}
            isTaken={!left.has(conflict.key)}
            toggle={() => toggle(conflict.key)}
          />
        ))}
      </ul>
      <div className={classes.answers}>
        <Button variant="default" data-autofocus onClick={form.closeConflict}>
          {text.back}
        </Button>
        <Button variant="default" onClick={form.drop}>
          {text.drop}
        </Button>
        <Button
          variant="filled"
          disabled={taken.length === 0}
          loading={form.isSaving}
          onClick={() => form.saveThese(Object.fromEntries(taken), form.refusal?.revision)}
        >
          {text.save}
        </Button>
      </div>
    </div>
  )
}

interface ConflictRowProps {
  readonly conflict: SettingConflict
  readonly setting: ShownSetting | undefined
  readonly nameOf: NameOf
  readonly isTaken: boolean
  readonly toggle: () => void
}

const shown = (setting: ShownSetting, value: SettingValue | null, otherwise: string): string =>
  value === null ? otherwise : valueText(setting, value)

function ConflictRow({ conflict, setting, nameOf, isTaken, toggle }: ConflictRowProps) {
  if (setting === undefined) return null
  const { was, theirs, yours, isTheirs } = conflict
  const { label } = nameOf(setting)
  const mark = setting.secret && isTheirs ? text.hidden : undefined
  return (
    <li className={classes.conflictRow}>
      <strong>{label}</strong>
      <dl className={classes.facts}>
        <div>
          <dt>{text.was}</dt>
          <dd>
            <bdi>{shown(setting, was, text.unknown)}</bdi>
          </dd>
        </div>
        <div>
          <dt>{text.theirs}</dt>
          <dd>
            <bdi>{mark ?? shown(setting, theirs, text.unknown)}</bdi>
          </dd>
        </div>
        <div>
          <dt>{text.yours}</dt>
          <dd>
            <bdi>{setting.secret && yours !== null ? text.hidden : shown(setting, yours, text.untouched)}</bdi>
          </dd>
        </div>
      </dl>
      {yours === null ? null : (
        <label className={classes.check}>
          <input type="checkbox" checked={isTaken} onChange={toggle} />
          {text.take(label)}
        </label>
      )}
    </li>
  )
}
