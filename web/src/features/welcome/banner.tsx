/** On the dashboard: that the set-up is not finished. Whoever comes first to a fresh installation is led there. */
import { welcomeProblem } from '@pcu/contract'
import { IconSparkles } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate } from '@tanstack/react-router'
import { welcomeQuery } from '../../api/queries.ts'
import { useMay } from '../../api/use-access.ts'
import { useStatus } from '../../live/live.ts'
import classes from './banner.module.css'
import { bannerText as text } from './banner-text.ts'

/** Nothing where everything is set up. */
export function SetUpBanner() {
  const { data: isOpen } = useStatus(({ problems }) => problems.some(({ id }) => id === welcomeProblem))
  return isOpen === true ? <Unfinished /> : null
}

function Unfinished() {
  const may = useMay('admin')
  const { data } = useQuery(welcomeQuery)
  if (data === undefined || data.isFinished) return null
  if (may && data.seen.length === 0) return <Navigate to="/welcome" replace />
  return (
    <div className={classes.banner}>
      <IconSparkles size={20} aria-hidden="true" />
      <p className={classes.words}>{text.sentence}</p>
      {may ? (
        <Link to="/welcome" className={classes.go}>
          {text.go}
        </Link>
      ) : null}
    </div>
  )
}
