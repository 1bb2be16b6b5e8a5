/** What narrows the history, and the ways to take it away. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type HistoryPage, historyFilePath, historyKinds } from '@pcu/contract'
import { IconDownload, IconX } from '@tabler/icons-react'
import { use, useEffect, useState } from 'react'
import { addressOf } from '../../api/client.ts'
import { ZoneContext } from '../../ui/time/zone.ts'
import { count } from '../../ui/words/numbers.ts'
import { narrowing } from './asked.ts'
import { type HistoryFilters, isNarrowed } from './filters.ts'
import classes from './history.module.css'
import { historyText as text } from './text.ts'

const ICON = 16
const SETTLE_MS = 300
const LONGEST = 200

interface ToolbarProps {
  readonly filters: HistoryFilters
  readonly change: (part: HistoryFilters | 'none') => void
  /** How many rows there are of each; undefined before the first answer. */
  readonly facets: HistoryPage['facets'] | undefined
}

/** Stands above the rows. */
export function Toolbar({ filters, change, facets }: ToolbarProps) {
  const zone = use(ZoneContext)
  const fileOf = (format: 'csv' | 'json'): string =>
    `${addressOf(historyFilePath)}?${new URLSearchParams({ ...narrowing(filters, zone), format })}`
  return (
    <div className={classes.toolbar}>
      <search className={classes.filters} aria-label={text.filters}>
        <Sought given={filters.text ?? ''} change={change} />
        <Choices filters={filters} change={change} facets={facets} />
        <TextInput
          type="date"
          label={text.day}
          value={filters.day ?? ''}
          onChange={(event) => change({ day: event.currentTarget.value })}
        />
      </search>
      <div className={classes.buttons}>
        {(['csv', 'json'] as const).map((format) => (
          <Button
            key={format}
            size="sm"
            variant="default"
            component="a"
            href={fileOf(format)}
            download
            leftSection={<IconDownload size={ICON} aria-hidden="true" />}
          >
            {text[format]}
          </Button>
        ))}
        {isNarrowed(filters) ? (
          <Button
            size="sm"
            variant="subtle"
            leftSection={<IconX size={ICON} aria-hidden="true" />}
            onClick={() => change('none')}
          >
            {text.clear}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

const counted = (name: string, many: number | undefined): string =>
  many === undefined ? name : text.withCount(name, count(many))

/** Whoever is chosen stands among them, also when nothing fits. */
const peopleIn = ({ facets, filters }: Pick<ToolbarProps, 'facets' | 'filters'>): readonly string[] => {
  const known = Object.keys(facets?.person ?? {})
  const { person } = filters
  return person === undefined || known.includes(person) ? known : [person, ...known]
}

function Choices({ filters, change, facets }: ToolbarProps) {
  const kinds = historyKinds.map((value) => ({ value, label: counted(text.kinds[value], facets?.kind[value]) }))
  const people = peopleIn({ facets, filters }).map((value) => ({ value, label: counted(value, facets?.person[value]) }))
  return (
    <>
      <NativeSelect
        label={text.kind}
        value={filters.kind ?? ''}
        data={[{ value: '', label: text.anyKind }, ...kinds]}
        onChange={(event) => change({ kind: historyKinds.find((kind) => kind === event.currentTarget.value) })}
      />
      <NativeSelect
        label={text.person}
        value={filters.person ?? ''}
        data={[{ value: '', label: text.anyPerson }, ...people]}
        onChange={(event) => change({ person: event.currentTarget.value })}
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
    const timer = setTimeout(() => change({ text: typed }), SETTLE_MS)
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
