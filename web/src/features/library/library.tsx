/** Every title of the library: searched, narrowed, ordered; what is chosen stands in the address. */
import { Button } from '@mantine/core'
import type { LibraryPage } from '@pcu/contract'
import { useEffect, useRef } from 'react'
import { Loaded } from '../../api/loaded.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Since } from '../../ui/time/moment.tsx'
import { sizeText } from '../../ui/words/numbers.ts'
import classes from './library.module.css'
import { type LibrarySearch, widened } from './search.ts'
import { libraryText } from './text.ts'
import { Titles } from './titles.tsx'
import { Tools } from './tools.tsx'
import { useHead } from './use-library.ts'

interface AllTitlesProps {
  readonly search: LibrarySearch
  readonly choose: (search: LibrarySearch) => void
}

/** The card of all titles. */
export function AllTitles({ search, choose }: AllTitlesProps) {
  const head = useHead(search)
  const { data } = head
  const searchBox = useSlash()
  return (
    <Card
      title={libraryText.title}
      aside={data === undefined ? undefined : libraryText.total(data.total, sizeText(data.bytes))}
    >
      <Tools search={search} choose={choose} head={data} searchBox={searchBox} />
      <Loaded query={head} lines={6}>
        {(page) => (
          <>
            <div className={classes.notes}>
              <Age page={page} />
              <p className={classes.keys}>{libraryText.keys}</p>
            </div>
            <Found page={page} search={search} choose={choose} />
          </>
        )}
      </Loaded>
    </Card>
  )
}

function Found({ page, search, choose }: AllTitlesProps & { readonly page: LibraryPage }) {
  const { order, reversed, ...narrowing } = search
  if (page.total > 0) return <Titles key={JSON.stringify(search)} search={search} total={page.total} />
  if (Object.keys(narrowing).length > 0)
    return (
      <Empty sentence={libraryText.noMatch}>
        <p>{libraryText.noMatchMore}</p>
        <Button className={classes.clear ?? ''} size="sm" variant="default" onClick={() => choose(widened(search))}>
          {libraryText.clear}
        </Button>
      </Empty>
    )
  if (page.readAt === null)
    return (
      <Empty sentence={libraryText.notRead}>
        <p>{page.trouble}</p>
      </Empty>
    )
  return (
    <Empty sentence={libraryText.empty}>
      <p>{libraryText.emptyMore}</p>
    </Empty>
  )
}

/** How old it is, and what of it may be older. */
function Age({ page: { readAt, trouble, unread } }: { readonly page: LibraryPage }) {
  if (readAt === null) return null
  return (
    <div className={classes.age} data-old={trouble !== null || undefined}>
      <p>
        {trouble === null ? libraryText.asPlexTold : libraryText.old} <Since at={readAt} />
      </p>
      {unread.length === 0 ? null : (
        <p>
          <bdi>{libraryText.unread(unread.join(', '))}</bdi>
        </p>
      )}
    </div>
  )
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null

/** A slash leads to the search, unless somebody is writing. */
function useSlash() {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      box.current?.focus()
      box.current?.select()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return box
}
