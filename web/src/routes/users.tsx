/** Whose wishes count, how they are known, and whose account asks Plex. */
import { People } from '../features/people/people.tsx'
import { Account } from '../features/sign-in/account.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { routesText } from './text.ts'

/** The page below `/users`. */
export function Users() {
  return (
    <>
      <PageHead title={routesText.pages.users} about={routesText.about.users} />
      <Account when="always" />
      <People />
    </>
  )
}
