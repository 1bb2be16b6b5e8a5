/** Who may enter: browsers that are logged in, keys of programs, the password. */
import { Keys } from '../features/sessions/keys.tsx'
import { Password } from '../features/sessions/password.tsx'
import { Sessions } from '../features/sessions/sessions.tsx'
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
