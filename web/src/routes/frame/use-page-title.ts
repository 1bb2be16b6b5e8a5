/** What the page in sight is called. */
import { useMatches } from '@tanstack/react-router'

/** The name of the innermost page that has one. */
export const usePageTitle = (): string | undefined =>
  useMatches({
    select: (matches) => matches.findLast(({ staticData }) => staticData.title !== undefined)?.staticData.title
  })
