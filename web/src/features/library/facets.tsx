/** The facets in a sheet at the side: each value with how many there are while every other filter is in force. */
import { Button } from '@mantine/core'
import type { LibraryPage } from '@pcu/contract'
import { libraryKinds, libraryStates } from '@pcu/contract'
import { SideDialog } from '../../ui/dialog.tsx'
import { Chip } from '../../ui/title/chip.tsx'
import classes from './library.module.css'
import { reasonName } from './reason-names.ts'
import { type FacetName, facetNames, type LibrarySearch, narrowed, widened } from './search.ts'
import { libraryText } from './text.ts'

interface FacetsProps {
  readonly search: LibrarySearch
  readonly choose: (search: LibrarySearch) => void
  readonly head: LibraryPage | undefined
  readonly opened: boolean
  readonly close: () => void
}

const MOST = 40

const labelOf = (name: FacetName, value: string, head: LibraryPage): string => {
  switch (name) {
    case 'state': {
      const state = libraryStates.find((known) => known === value)
      return state === undefined ? value : libraryText.states[state]
    }
    case 'kind': {
      const kind = libraryKinds.find((known) => known === value)
      return kind === undefined ? value : libraryText.kinds[kind]
    }
    case 'section':
      return head.sections.find(({ sectionId }) => sectionId === value)?.title ?? value
    case 'reason':
      return reasonName(value)
    case 'pinned':
      return value === 'yes' ? libraryText.pinnedIs.yes : libraryText.pinnedIs.no
    default:
      return value
  }
}

/** The most frequent first; the chosen one is never left out. */
const valuesOf = (
  name: FacetName,
  head: LibraryPage,
  chosen: string | undefined
): readonly (readonly [string, number])[] => {
  const all = Object.entries(head.facets[name]).toSorted(([, one], [, other]) => other - one)
  const shown = all.slice(0, MOST)
  if (chosen === undefined || shown.some(([value]) => value === chosen)) return shown
  return [[chosen, head.facets[name][chosen] ?? 0], ...shown]
}

/** Closes by Escape, by the cross, and by the button that tells how many are left. */
export function Facets({ search, choose, head, opened, close }: FacetsProps) {
  return (
    <SideDialog title={libraryText.filters} opened={opened} close={close}>
      {head === undefined ? null : (
        <>
          <div className={classes.facets}>
            {facetNames.map((name) => (
              <Facet key={name} name={name} search={search} choose={choose} head={head} />
            ))}
          </div>
          <div className={classes.end}>
            <Button variant="default" onClick={() => choose(widened(search))}>
              {libraryText.clear}
            </Button>
            <Button onClick={close}>{libraryText.show(head.total)}</Button>
          </div>
        </>
      )}
    </SideDialog>
  )
}

interface FacetProps extends Pick<FacetsProps, 'search' | 'choose'> {
  readonly name: FacetName
  readonly head: LibraryPage
}

function Facet({ name, search, choose, head }: FacetProps) {
  const chosen = search[name]
  const values = valuesOf(name, head, chosen)
  return (
    <section className={classes.facet}>
      <h3>{libraryText.facets[name]}</h3>
      {values.length === 0 ? <p>{libraryText.noValues}</p> : null}
      <div className={classes.values}>
        {values.map(([value, amount]) => (
          <Chip
            key={value}
            label={labelOf(name, value, head)}
            amount={amount}
            pressed={chosen === value}
            press={() => choose(narrowed(search, name, chosen === value ? undefined : value))}
          />
        ))}
      </div>
    </section>
  )
}
