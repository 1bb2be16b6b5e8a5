/** One setting: what it is called, what it does, its value, who says so, and what is wrong with it. */
import { ActionIcon, Button } from '@mantine/core'
import type { SettingValue, ShownSetting } from '@pcu/contract'
import { IconCheck, IconCopy, IconLock } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { copyText } from '../../ui/copy-text.ts'
import { Control } from './controls/control.tsx'
import { type Draft, valueIn } from './draft.ts'
import type { NameOf } from './names.ts'
import classes from './row.module.css'
import { settingsText as text } from './text.ts'
import { valueText } from './words.ts'

interface RowProps {
  readonly setting: ShownSetting
  readonly draft: Draft
  readonly fault: string | undefined
  readonly nameOf: NameOf
  readonly mayChange: boolean
  readonly type: (setting: ShownSetting, value: SettingValue) => void
  readonly undo: (key: string) => void
  readonly reset: (settings: readonly ShownSetting[]) => void
  /** What can be tried out with it. */
  readonly trial: ReactNode
}

const ICON = 14

/** Stands under the heading of its part. */
export function Row(props: RowProps) {
  const { setting, draft, fault, nameOf, mayChange, type, trial } = props
  const { label, help } = nameOf(setting)
  const { env, key } = setting
  const [named, described] = [`${env}-name`, `${env}-words`]
  const isChanged = Object.hasOwn(draft, key)
  const whence = whenceOf(setting, draft)
  const said = fault ?? (isChanged ? undefined : setting.complaints[0]?.message)
  return (
    <li id={env} className={classes.row} data-changed={isChanged || undefined}>
      <div className={classes.head}>
        <h3 id={named} className={classes.label}>
          {label}
        </h3>
        <Origin setting={setting} isChanged={isChanged} />
      </div>
      <p className={classes.help}>{help}</p>
      {setting.environmentOnly ? (
        <p className={classes.locked}>
          <IconLock size={ICON} aria-hidden="true" />
          <bdi>{valueText(setting, setting.value)}</bdi>
        </p>
      ) : (
        <Control
          setting={setting}
          label={label}
          value={valueIn(setting, draft)}
          change={(value) => type(setting, value)}
          disabled={!mayChange}
          isWrong={fault !== undefined}
          labelledBy={named}
          describedBy={described}
        />
      )}
      {mayChange ? trial : null}
      <div id={described} className={classes.words}>
        {said === undefined ? null : (
          <p className={classes.fault} role={fault === undefined ? undefined : 'alert'}>
            <bdi>{said}</bdi>
          </p>
        )}
        {whence === undefined ? null : <p className={classes.soft}>{whence}</p>}
      </div>
      <Foot {...props} label={label} isChanged={isChanged} />
    </li>
  )
}

function Origin({ setting, isChanged }: { readonly setting: ShownSetting; readonly isChanged: boolean }) {
  const { origin, inUse, waits } = setting
  const shown = isChanged ? 'unsaved' : origin
  return (
    <span className={classes.badges}>
      {inUse ? null : <span className={classes.badge}>{text.notInUse}</span>}
      <span className={classes.badge} data-origin={shown}>
        {text.origin[shown]}
      </span>
      {waits && !isChanged ? (
        <span className={classes.badge} data-origin="waits">
          {text.applies.restart}
        </span>
      ) : null}
    </span>
  )
}

const overEnvironment = (setting: ShownSetting): string => {
  const { environment } = setting
  if (environment === null) return text.wasSaved
  if (setting.secret) return text.winsSecret(environment.variable)
  return text.wins(environment.variable, valueText(setting, environment.value))
}

/** Who says so, in a sentence. */
const whenceOf = (setting: ShownSetting, draft: Draft): string | undefined => {
  const { environment, environmentOnly, env, key, origin } = setting
  if (environmentOnly) return text.environmentOnly(env)
  if (draft[key] === null) return text.resets(valueText(setting, setting.below))
  if (origin === 'saved') return setting.waits ? `${overEnvironment(setting)} ${text.waits}` : overEnvironment(setting)
  if (environment === null) return undefined
  const { variable, file } = environment
  return file === null ? text.fromEnvironment(variable) : text.fromFile(variable, file)
}

interface FootProps extends RowProps {
  readonly label: string
  readonly isChanged: boolean
}

function Foot({ setting, mayChange, undo, reset, label, isChanged }: FootProps) {
  return (
    <div className={classes.foot}>
      <CopyName env={setting.env} />
      <span>{text.defaultIs(valueText({ ...setting, secret: false }, setting.default))}</span>
      <span>{text.applies[setting.appliesOn]}</span>
      {isChanged ? (
        <Button size="compact-xs" variant="default" aria-label={text.undoOne(label)} onClick={() => undo(setting.key)}>
          {text.undo}
        </Button>
      ) : null}
      {setting.origin === 'saved' && !isChanged && mayChange ? (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={setting.secret ? text.secret.clearOne(label) : text.resetOne(label)}
          onClick={() => reset([setting])}
        >
          {setting.secret ? text.secret.clear : text.reset}
        </Button>
      ) : null}
    </div>
  )
}

function CopyName({ env }: { readonly env: string }) {
  const [isCopied, setCopied] = useState(false)
  const name = useRef<HTMLElement>(null)
  const Icon = isCopied ? IconCheck : IconCopy
  return (
    <span className={classes.env}>
      <code ref={name}>{env}</code>
      <ActionIcon
        size={24}
        variant="subtle"
        color="gray"
        aria-label={isCopied ? text.copied : text.copyName(env)}
        onClick={() => void copyText(env, name.current).then(setCopied)}
      >
        <Icon size={ICON} aria-hidden="true" />
      </ActionIcon>
    </span>
  )
}
