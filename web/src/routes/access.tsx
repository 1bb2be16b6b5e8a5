/** Who may enter: browsers that are logged in, keys of programs, the password. */
import { Keys } from '../features/access/page/keys.tsx'
import { Password } from '../features/access/page/password.tsx'
import { Sessions } from '../features/access/page/sessions.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { routesText } from './text.ts'

/** The page below `/access`. */
export function Access() {
  return (
    <>
      <PageHead title={routesText.pages.access} about={routesText.about.access} />
      <Sessions />
      <Keys />
      <Password />
    </>
  )
}
