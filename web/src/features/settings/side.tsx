/** The way through the settings: their parts, as a list or on a phone as one choice, and a search over all of them. */
import { CloseButton, NativeSelect, TextInput } from '@mantine/core'
import type { SettingsView } from '@pcu/contract'
import { IconAlertTriangle, IconSearch } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Draft } from './draft.ts'
import classes from './settings.module.css'
import { settingsText as text } from './text.ts'

/** The part that is no room of settings. */
export const EFFECTIVE = 'effective'

/** A part as addresses name it: `on-deck`. The server shows the page at addresses in small letters alone. */
export const slugOf = (room: string): string => room.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)

const titles: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(text.rooms).map(([name, title]) => [slugOf(name), title])
)

/** A part by the name it has in addresses. */
export const titleOf = (room: string): string => (room === EFFECTIVE ? text.effective : (titles[room] ?? room))

interface SideProps {
  readonly view: SettingsView
  readonly draft: Draft
  readonly room: string
  readonly query: string
  readonly search: (query: string) => void
}

/** At the left; above the settings where there is no room for it. */
export function Side({ view, draft, room, query, search }: SideProps) {
  const navigate = useNavigate()
  const parts = [...view.rooms.map(({ name }) => slugOf(name)), EFFECTIVE]
  return (
    <div className={classes.side}>
      <TextInput
        type="search"
        aria-label={text.search}
        placeholder={text.search}
        value={query}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        rightSection={query === '' ? null : <CloseButton aria-label={text.clearSearch} onClick={() => search('')} />}
        onChange={(event) => search(event.currentTarget.value)}
      />
      <NativeSelect
        className={classes.roomChoice ?? ''}
        aria-label={text.roomChoice}
        value={room}
        data={parts.map((part) => ({ value: part, label: titleOf(part) }))}
        onChange={(event) => {
          search('')
          void navigate({ to: '/settings/$room', params: { room: event.currentTarget.value } })
        }}
      />
      <nav className={classes.rooms} aria-label={text.roomsLabel}>
        <ul>
          {parts.map((part) => (
            <li key={part}>
              <Link
                to="/settings/$room"
                params={{ room: part }}
                className={classes.roomLink}
                onClick={() => search('')}
                data-quiet={query !== '' || undefined}
              >
                <span>{titleOf(part)}</span>
                <Marks view={view} draft={draft} room={part} />
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  )
}

function Marks({ view, draft, room }: Pick<SideProps, 'view' | 'draft' | 'room'>) {
  const inside = view.settings.filter(({ group }) => slugOf(group) === room)
  const changed = inside.filter(({ key }) => Object.hasOwn(draft, key)).length
  const isWrong = inside.some(({ complaints }) => complaints.some(({ severity }) => severity !== 'info'))
  return (
    <>
      {changed === 0 ? null : (
        <span className={classes.badge} data-origin="unsaved">
          <span className="hidden-text">{text.changedIn(changed)}</span>
          <span aria-hidden="true">{changed}</span>
        </span>
      )}
      {isWrong ? <IconAlertTriangle className={classes.warn} size={16} role="img" aria-label={text.wrongIn} /> : null}
    </>
  )
}
