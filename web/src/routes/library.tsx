/** Every title of the library: where it lies, who wants it, and why. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { AllTitles } from '../features/library/library.tsx'
import { type LibrarySearch, librarySearch } from '../features/library/search.ts'
import { PageHead } from '../ui/page/page-head.tsx'
import { routesText } from './text.ts'

/** The page below `/library`. */
export function Library() {
  const search = librarySearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const choose = useCallback(
    (next: LibrarySearch) => void navigate({ to: '/library', search: next, replace: true, resetScroll: false }),
    [navigate]
  )
  return (
    <>
      <PageHead title={routesText.pages.library} about={routesText.about.library} />
      <AllTitles search={search} choose={choose} />
    </>
  )
}
