/** The set-up of a fresh installation, step by step. */
import { useQuery } from '@tanstack/react-query'
import { welcomeQuery } from '../api/queries.ts'
import { welcomeText } from '../features/welcome/text.ts'
import { SetUp } from '../features/welcome/welcome.tsx'
import { PageHead } from '../ui/page/page-head.tsx'

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
