/** Whether everything is as it should be, and what helps when it is not. */
import { Examination } from '../features/doctor/examination.tsx'
import { Orphans } from '../features/doctor/orphans.tsx'
import { LibraryPaths } from '../features/paths/library-paths.tsx'
import { Problems } from '../features/problems/problems.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { routesText } from './text.ts'

/** The page below `/doctor`. */
export function Doctor() {
  return (
    <>
      <PageHead title={routesText.pages.doctor} about={routesText.about.doctor} />
      <Problems />
      <Orphans />
      <Examination />
      <LibraryPaths />
    </>
  )
}
