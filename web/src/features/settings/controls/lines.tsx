/** A list, one entry a line. */
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from '../row.module.css'
import { settingsText } from '../text.ts'
import { PathTrial } from '../trial.tsx'
import { type ControlProps, entriesOf, exampleOf } from './shape.ts'

const text = settingsText.list
const ICON = 16

interface EntriesProps extends ControlProps {
  /** What a new entry begins as. */
  readonly fresh: string
  /** @param set replaces this entry */
  readonly entry: (entry: string, at: number, set: (entry: string) => void) => ReactNode
}

/** Entries of any kind, each with a way to take it out. */
export function Entries({ label, value, change, disabled, labelledBy, fresh, entry }: EntriesProps) {
  const entries = entriesOf(value)
  const set = (at: number) => (next: string) => change(entries.map((old, index) => (index === at ? next : old)))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be named by a heading beside it
    <div className={classes.list} role="group" aria-labelledby={labelledBy}>
      {entries.length === 0 ? <p className={classes.soft}>{text.none}</p> : null}
      {entries.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries are what their place says, and may be equal while somebody types
        <div key={at} className={classes.entry}>
          {entry(one, at, set(at))}
          <ActionIcon
            variant="default"
            size={36}
            disabled={disabled}
            aria-label={text.remove(label, at + 1)}
            onClick={() => change(entries.filter((_, index) => index !== at))}
          >
            <IconTrash size={ICON} aria-hidden="true" />
          </ActionIcon>
        </div>
      ))}
      <Button
        className={classes.add ?? ''}
        size="compact-sm"
        variant="default"
        disabled={disabled}
        leftSection={<IconPlus size={ICON} aria-hidden="true" />}
        aria-label={text.addTo(label)}
        onClick={() => change([...entries, fresh])}
      >
        {text.add}
      </Button>
    </div>
  )
}

/** Plain texts. */
export function Lines(props: ControlProps) {
  const { setting, label, disabled, isWrong, describedBy } = props
  return (
    <Entries
      {...props}
      fresh=""
      entry={(one, at, set) => (
        <div className={classes.wide}>
          <TextInput
            className={classes.wide ?? ''}
            value={one}
            placeholder={exampleOf(setting)}
            disabled={disabled}
            error={isWrong}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="none"
            aria-label={text.entry(label, at + 1)}
            aria-describedby={describedBy}
            onChange={(event) => set(event.currentTarget.value)}
          />
          {setting.format === 'path' && !disabled ? <PathTrial path={one} /> : null}
        </div>
      )}
    />
  )
}
