/** Search, order and filters of the library; where things are stands open, the other facets in a sheet at the side. */
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { type LibraryPage, libraryOrders, libraryStates } from '@pcu/contract'
import { IconArrowsSort, IconFilter, IconSearch } from '@tabler/icons-react'
import { type RefObject, useEffect, useState } from 'react'
import { Chip } from '../../ui/title/chip.tsx'
import { Facets } from './facets.tsx'
import classes from './library.module.css'
import { facetNames, type LibrarySearch, librarySearch, narrowed } from './search.ts'
import { libraryText } from './text.ts'

const PAUSE_MS = 200

interface ToolsProps {
  readonly search: LibrarySearch
  readonly choose: (search: LibrarySearch) => void
  readonly head: LibraryPage | undefined
  readonly searchBox: RefObject<HTMLInputElement | null>
}

/** Everything above the list. */
export function Tools({ search, choose, head, searchBox }: ToolsProps) {
  const [isOpen, setOpen] = useState(false)
  const set = facetNames.filter((name) => search[name] !== undefined).length
  return (
    <>
      <div className={classes.tools}>
        <Search search={search} choose={choose} searchBox={searchBox} />
        <NativeSelect
          className={classes.order ?? ''}
          aria-label={libraryText.order}
          value={search.order ?? 'title'}
          data={libraryOrders.map((value) => ({ value, label: libraryText.orders[value] }))}
          onChange={({ currentTarget }) => {
            const { reversed: _reversed, ...rest } = search
            choose(librarySearch({ ...rest, order: currentTarget.value }))
          }}
        />
        <ActionIcon
          variant="default"
          size={36}
          aria-label={libraryText.turn}
          title={libraryText.turn}
          aria-pressed={search.reversed === 'yes'}
          onClick={() => choose(librarySearch({ ...search, reversed: search.reversed === 'yes' ? '' : 'yes' }))}
        >
          <IconArrowsSort size={16} aria-hidden="true" />
        </ActionIcon>
        <Button
          variant="default"
          leftSection={<IconFilter size={16} aria-hidden="true" />}
          onClick={() => setOpen(true)}
        >
          {set === 0 ? libraryText.filters : libraryText.filtersSet(set)}
        </Button>
      </div>
      <States search={search} choose={choose} head={head} />
      <Facets search={search} choose={choose} head={head} opened={isOpen} close={() => setOpen(false)} />
    </>
  )
}

type Choosing = Pick<ToolsProps, 'search' | 'choose'>

/** What is written goes into the address after a short pause, so that no key waits for an answer. */
function Search({ search, choose, searchBox }: Omit<ToolsProps, 'head'>) {
  const [written, setWritten] = useState(search.text ?? '')
  const [was, setWas] = useState(search.text)
  // The way back, or a cleared filter, changes the address without a key.
  if (was !== search.text) {
    setWas(search.text)
    setWritten(search.text ?? '')
  }
  useEffect(() => {
    if (written === (search.text ?? '')) return
    const timer = setTimeout(() => choose(librarySearch({ ...search, text: written })), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [written, search, choose])
  return (
    <TextInput
      ref={searchBox}
      className={classes.search ?? ''}
      type="search"
      maxLength={200}
      aria-label={libraryText.search}
      placeholder={libraryText.search}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      value={written}
      onChange={({ currentTarget }) => setWritten(currentTarget.value)}
    />
  )
}

function States({ search, choose, head }: Choosing & { readonly head: LibraryPage | undefined }) {
  const counts = head?.facets.state ?? {}
  const all = Object.values(counts).reduce((sum, amount) => sum + amount, 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className={classes.chips} aria-label={libraryText.facets.state} tabIndex={0}>
      <Chip
        label={libraryText.allStates}
        amount={all}
        pressed={search.state === undefined}
        press={() => choose(narrowed(search, 'state', undefined))}
      />
      {libraryStates
        .filter((state) => (counts[state] ?? 0) > 0 || search.state === state)
        .map((state) => (
          <Chip
            key={state}
            label={libraryText.states[state]}
            amount={counts[state] ?? 0}
            pressed={search.state === state}
            press={() => choose(narrowed(search, 'state', search.state === state ? undefined : state))}
          />
        ))}
    </section>
  )
}
