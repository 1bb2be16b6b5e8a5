/** A secret: whether there is one is all that is ever shown; it can be replaced. */
import { Button, TextInput } from '@mantine/core'
import type { SettingValue } from '@pcu/contract'
import { useState } from 'react'
import classes from '../row.module.css'
import { settingsText } from '../text.ts'
import { type ControlProps, exampleOf } from './shape.ts'

const text = settingsText.secret

const typedOf = (kind: string, typed: string): SettingValue =>
  kind === 'list' ? typed.split(',').map((entry) => entry.trim()) : typed

const textOf = (value: SettingValue): string => (Array.isArray(value) ? value.join(', ') : String(value))

/** What was typed is in sight of nobody; an empty field changes nothing. */
export function SecretField(props: ControlProps) {
  const { setting, label, value, change, disabled } = props
  const isTyped = JSON.stringify(value) !== JSON.stringify(setting.value)
  const [isReplacing, setReplacing] = useState(false)
  if (setting.isSet && !isReplacing && !isTyped)
    return (
      <div className={classes.secret}>
        <span>{text.isSet}</span>
        <Button
          size="compact-sm"
          variant="default"
          disabled={disabled}
          aria-label={text.replaceOne(label)}
          onClick={() => setReplacing(true)}
        >
          {text.replace}
        </Button>
      </div>
    )
  const keep = () => {
    setReplacing(false)
    change(setting.value)
  }
  return (
    <div className={classes.secret}>
      <Typed {...props} value={isTyped ? value : ''} focus={isReplacing} />
      {setting.isSet ? (
        <Button size="compact-sm" variant="default" onClick={keep}>
          {text.keep}
        </Button>
      ) : null}
    </div>
  )
}

function Typed(props: ControlProps & { readonly focus: boolean }) {
  const { setting, value, change, disabled, isWrong, labelledBy, describedBy, focus } = props
  // Back to nothing is back to what is there.
  const type = (typed: string) => change(typed === '' ? setting.value : typedOf(setting.kind, typed))
  return (
    <TextInput
      className={classes.wide ?? ''}
      type="password"
      autoComplete="new-password"
      data-1p-ignore
      spellCheck={false}
      autoFocus={focus}
      value={textOf(value)}
      placeholder={exampleOf(setting)}
      disabled={disabled}
      error={isWrong}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onChange={(event) => type(event.currentTarget.value)}
    />
  )
}
