/** The set-up of a fresh installation, step by step. */
import { useQuery } from '@tanstack/react-query'
import { welcomeQuery } from '../../api/queries.ts'
import { welcomeText } from '../../features/welcome/text.ts'
import { PageHead } from '../../ui/page/page-head.tsx'
import { SetUp } from './set-up.tsx'

/** The page below `/welcome`. */
export function Welcome() {
  const { data } = useQuery(welcomeQuery)
  return (
    <>
      <PageHead
        title={welcomeText.title}
        about={data?.isFinished === true ? welcomeText.finishedAbout : welcomeText.about}
      />
      <SetUp />
    </>
  )
}
