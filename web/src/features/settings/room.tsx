/** One part of the settings, or what a search found in all of them. */
import { Button } from '@mantine/core'
import type { SettingValue, ShownSetting } from '@pcu/contract'
import { type ReactNode, useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { foundBy, valueIn } from './draft.ts'
import { Effective, Mappings } from './effective.tsx'
import type { NameOf } from './names.ts'
import { Row } from './row.tsx'
import classes from './settings.module.css'
import { EFFECTIVE, slugOf, titleOf } from './side.tsx'
import { settingsText as text } from './text.ts'
import { PathTrial, PlexTrial, TraktTrial } from './trial.tsx'
import type { SettingsForm } from './use-settings.ts'

interface PartsProps {
  readonly form: SettingsForm
  readonly nameOf: NameOf
  readonly mayChange: boolean
}

interface RoomProps extends PartsProps {
  readonly room: string
}

type SearchProps = RoomProps & { readonly query: string }

/** What a search found where somebody searches, else the part that the address names. */
export function Shown({ query, ...parts }: SearchProps) {
  if (query.trim() !== '') return <Found {...parts} query={query} />
  if (parts.room === EFFECTIVE) return <Effective view={parts.form.view} />
  return <Room key={parts.room} {...parts} />
}

const isOfInterest = ({ advanced, origin, complaints }: ShownSetting): boolean =>
  !advanced || origin === 'saved' || complaints.length > 0

/** A part; its rarer settings when they are asked for, or when they are not as they came. */
function Room({ room, ...parts }: RoomProps) {
  const [isAll, setAll] = useState(false)
  const { form, mayChange } = parts
  const inside = form.view.settings.filter(({ group }) => slugOf(group) === room)
  const shown = inside.filter((setting) => isAll || isOfInterest(setting) || Object.hasOwn(form.draft, setting.key))
  const hidden = inside.length - shown.length
  const saved = inside.filter(({ origin }) => origin === 'saved')
  if (inside.length === 0) return <Empty sentence={text.noRoom} />
  return (
    <>
      <Card
        title={titleOf(room)}
        controls={
          saved.length === 0 || !mayChange ? undefined : (
            <Button size="sm" variant="default" onClick={() => form.reset(saved)}>
              {text.resetRoom}
            </Button>
          )
        }
      >
        <Rows {...parts} settings={shown} />
        {hidden === 0 ? null : (
          <div className={classes.more}>
            <Button variant="default" onClick={() => setAll(true)}>
              {text.advanced(hidden)}
            </Button>
          </div>
        )}
      </Card>
      {room === 'paths' ? <Mappings view={form.view} /> : null}
      {room === 'system' ? <Others form={form} /> : null}
    </>
  )
}

/** What a search found, part by part. */
function Found({ query, ...parts }: SearchProps) {
  const { form, nameOf } = parts
  const found = foundBy(form.view.settings, query, nameOf)
  const groups = form.view.rooms.filter(({ name }) => found.some(({ group }) => group === name))
  return (
    <>
      <p role="status">{found.length === 0 ? text.noneFound : text.found(found.length)}</p>
      {groups.map(({ name }) => (
        <Card key={name} title={titleOf(slugOf(name))}>
          <Rows {...parts} settings={found.filter(({ group }) => group === name)} />
        </Card>
      ))}
    </>
  )
}

/** The given settings, one below the other. */
export function Rows({ settings, form, ...rest }: PartsProps & { readonly settings: readonly ShownSetting[] }) {
  return (
    <ul>
      {settings.map((setting) => (
        <Row
          key={setting.key}
          setting={setting}
          draft={form.draft}
          fault={form.faults.get(setting.key)}
          {...rest}
          type={form.type}
          undo={form.undo}
          reset={form.reset}
          trial={trialOf(setting, form)}
        />
      ))}
    </ul>
  )
}

/** As typed; what is shown masked is sent masked, and means what is saved. */
const typedIn = (form: SettingsForm, key: string): string => {
  const setting = form.view.settings.find((one) => one.key === key)
  const value: SettingValue = setting === undefined ? '' : valueIn(setting, form.draft)
  return typeof value === 'string' ? value : ''
}

/** What can be tried out with a setting. */
export const trialOf = (setting: ShownSetting, form: SettingsForm): ReactNode => {
  const { key, format, kind, environmentOnly } = setting
  if (key === 'plex.token')
    return <PlexTrial typed={{ url: typedIn(form, 'plex.url'), token: typedIn(form, 'plex.token') }} />
  if (key === 'trakt.clientId') return <TraktTrial typed={{ clientId: typedIn(form, key) }} />
  return format === 'path' && kind === 'text' && !environmentOnly ? <PathTrial path={typedIn(form, key)} /> : null
}

/** Complaints about variables that are no settings. */
function Others({ form }: { readonly form: SettingsForm }) {
  const { complaints } = form.view
  if (complaints.length === 0) return null
  return (
    <Card title={text.others}>
      <ul className={classes.mappings}>
        {complaints.map(({ message }) => (
          <li key={message}>
            <bdi>{message}</bdi>
          </li>
        ))}
      </ul>
    </Card>
  )
}
