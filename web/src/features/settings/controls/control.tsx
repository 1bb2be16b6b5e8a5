/** The right control for each kind of setting. */
import { NativeSelect, Switch, TextInput } from '@mantine/core'
import { numberTyped } from '../draft.ts'
import classes from '../row.module.css'
import { unitText } from '../words.ts'
import { Lines } from './lines.tsx'
import { Pairs } from './pairs.tsx'
import { SecretField } from './secret.tsx'
import { type ControlProps, entriesOf, exampleOf } from './shape.ts'
import { Windows } from './windows.tsx'

/** Tells what was typed; judges nothing. */
export function Control(props: ControlProps) {
  const { setting } = props
  if (setting.secret) return <SecretField {...props} />
  if (setting.kind === 'boolean') return <OnOff {...props} />
  if (setting.kind === 'choice') return <Choice {...props} />
  if (setting.kind === 'list') return <List {...props} />
  return <Field {...props} />
}

function List(props: ControlProps) {
  if (props.setting.format === 'mapping') return <Pairs {...props} />
  if (props.setting.format === 'rate') return <Windows {...props} />
  return <Lines {...props} />
}

function OnOff({ value, change, disabled, labelledBy, describedBy }: ControlProps) {
  return (
    <Switch
      checked={value === true}
      disabled={disabled}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  )
}

function Choice({ setting, value, change, disabled, labelledBy, describedBy }: ControlProps) {
  return (
    <NativeSelect
      className={classes.short ?? ''}
      data={[...(setting.choices ?? [])]}
      value={String(value)}
      disabled={disabled}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}

const isNumeric = (value: unknown): boolean => typeof value === 'number' || /^[\d.,]*$/u.test(String(value))

function Field({ setting, value, change, disabled, isWrong, labelledBy, describedBy }: ControlProps) {
  const isNumber = setting.kind !== 'text'
  const unit = isNumber && isNumeric(value) ? setting.unit : null
  return (
    <div className={isNumber ? classes.withUnit : classes.wide}>
      <TextInput
        className={(isNumber ? classes.number : classes.wide) ?? ''}
        type="text"
        inputMode={setting.kind === 'integer' ? 'numeric' : undefined}
        value={entriesOf(value).length > 0 ? entriesOf(value).join(', ') : String(value)}
        placeholder={exampleOf(setting)}
        disabled={disabled}
        error={isWrong}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="none"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        onChange={({ currentTarget }) => change(isNumber ? numberTyped(currentTarget.value) : currentTarget.value)}
      />
      {unit === null ? null : <span className={classes.unit}>{unitText(unit)}</span>}
    </div>
  )
}
