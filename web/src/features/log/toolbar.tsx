/** What narrows the log, and what can be done with all of it. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type LogLevel, logComponents, logFilePath, logLevels } from '@pcu/contract'
import { IconDownload, IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { addressOf } from '../../api/client.ts'
import type { Filters, spans } from './filters.ts'
import classes from './logs.module.css'
import { logsText as text } from './text.ts'

const ICON = 16
const SETTLE_MS = 300
const LONGEST = 200

interface ToolbarProps {
  readonly filters: Filters
  readonly change: (part: Partial<Filters> | 'none') => void
  /** LOG_LEVEL, once it is known. */
  readonly written: LogLevel | undefined
  readonly isPaused: boolean
  readonly hold: () => void
}

const chosen = <Word extends string>(words: readonly Word[], value: string): Word | undefined =>
  words.find((word) => word === value)

const spanNames = ['15m', '1h', '24h'] as const satisfies readonly (keyof typeof spans)[]

/** Stands above the lines. */
export function Toolbar({ filters, change, written, isPaused, hold }: ToolbarProps) {
  const Icon = isPaused ? IconPlayerPlay : IconPlayerPause
  return (
    <div className={classes.toolbar}>
      <search className={classes.filters} aria-label={text.filters}>
        <Sought given={filters.text ?? ''} change={change} />
        <Choices filters={filters} change={change} />
      </search>
      {written === undefined || written === 'DEBUG' ? null : (
        <p className={classes.soft}>{text.quiet(text.levels[written])}</p>
      )}
      <div className={classes.buttons}>
        <Button size="sm" variant="default" leftSection={<Icon size={ICON} aria-hidden="true" />} onClick={hold}>
          {isPaused ? text.goOn : text.pause}
        </Button>
        <Button
          size="sm"
          variant="default"
          component="a"
          href={addressOf(logFilePath)}
          download
          leftSection={<IconDownload size={ICON} aria-hidden="true" />}
        >
          {text.download}
        </Button>
        <Chips filters={filters} change={change} />
      </div>
    </div>
  )
}

type PartProps = Pick<ToolbarProps, 'filters' | 'change'>

function Choices({ filters, change }: PartProps) {
  const levels = logLevels.map((value) => ({ value, label: text.atLeast(text.levels[value]) }))
  const components = logComponents.map((value) => ({ value, label: text.components[value] }))
  const since = spanNames.map((value) => ({ value, label: text.spans[value] }))
  return (
    <>
      <NativeSelect
        label={text.level}
        value={filters.level ?? ''}
        data={[{ value: '', label: text.anyLevel }, ...levels]}
        onChange={(event) => change({ level: chosen(logLevels, event.currentTarget.value) })}
      />
      <NativeSelect
        label={text.component}
        value={filters.component ?? ''}
        data={[{ value: '', label: text.anyComponent }, ...components]}
        onChange={(event) => change({ component: chosen(logComponents, event.currentTarget.value) })}
      />
      <NativeSelect
        label={text.since}
        value={filters.since ?? ''}
        data={[{ value: '', label: text.anySince }, ...since]}
        onChange={(event) => change({ since: chosen(spanNames, event.currentTarget.value) })}
      />
    </>
  )
}

/** What is typed counts after a moment; what the address says counts at once. */
function Sought({ given, change }: { readonly given: string; readonly change: ToolbarProps['change'] }) {
  const [typed, setTyped] = useState(given)
  const [known, setKnown] = useState(given)
  if (given !== known) {
    setKnown(given)
    setTyped(given)
  }
  useEffect(() => {
    if (typed === given) return
    const timer = setTimeout(() => change({ text: typed === '' ? undefined : typed }), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [typed, given, change])
  return (
    <TextInput
      label={text.text}
      placeholder={text.textPlaceholder}
      maxLength={LONGEST}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  )
}

function Chips({ filters, change }: PartProps) {
  const { run, request } = filters
  return (
    <>
      {run === undefined ? null : <Chip label={text.run(run)} drop={() => change({ run: undefined })} />}
      {request === undefined ? null : (
        <Chip label={text.request(request)} drop={() => change({ request: undefined })} />
      )}
      {Object.keys(filters).length === 0 ? null : (
        <Button size="sm" variant="subtle" color="gray" className={classes.clear ?? ''} onClick={() => change('none')}>
          {text.clear}
        </Button>
      )}
    </>
  )
}

function Chip({ label, drop }: { readonly label: string; readonly drop: () => void }) {
  return (
    <Button
      size="sm"
      variant="default"
      aria-label={text.drop(label)}
      rightSection={<IconX size={ICON} aria-hidden="true" />}
      onClick={drop}
    >
      {label}
    </Button>
  )
}
