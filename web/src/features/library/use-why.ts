/** How rows lead to why: links that a browser can open elsewhere, too, and cheaper than the router's own, of which scrolling would make hundreds. */
import { useLocation, useNavigate } from '@tanstack/react-router'
import { type MouseEvent, useCallback } from 'react'
import type { LibrarySearch } from './search.ts'

/** `open` stays the same; `data-key` of the link tells it of what. */
export const useWhy = (search: LibrarySearch) => {
  const navigate = useNavigate()
  const here = useLocation({ select: ({ publicHref }) => publicHref.replace(/[?#].*/u, '') })
  const words = new URLSearchParams({ ...search }).toString()
  const before = `${here}?${words === '' ? '' : `${words}&`}why=`
  const open = useCallback(
    (event: MouseEvent<HTMLAnchorElement>) => {
      const { key } = event.currentTarget.dataset
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      void navigate({ to: '.', search: (now) => ({ ...now, why: `key:${key ?? ''}` }), resetScroll: false })
    },
    [navigate]
  )
  return { open, hrefOf: (key: string) => before + encodeURIComponent(`key:${key}`) }
}
