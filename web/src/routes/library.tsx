/** What lies on the pool because of us, and why. */
import { OnThePool } from '../features/cached/on-the-pool.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { routesText } from './text.ts'

/** The page below `/library`. */
export function Library() {
  return (
    <>
      <PageHead title={routesText.pages.library} about={routesText.about.library} />
      <OnThePool />
    </>
  )
}
