/** What the cache brought, in the time that is asked for. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Loaded } from '../../api/loaded.tsx'
import { insightQuery } from '../../api/queries.ts'
import { Disks } from './disks.tsx'
import classes from './insight.module.css'
import { Misses } from './misses.tsx'
import { CacheUse, HitRate, Plays } from './over-time.tsx'
import { Sections } from './places.tsx'
import { type Days, ranges } from './ranges.ts'
import { insightText } from './text.ts'

/** All charts of the page. */
export function AllFigures({ days }: { readonly days: Days }) {
  const query = useQuery(insightQuery(days))
  return (
    <>
      <Range days={days} />
      <Loaded query={query} lines={6}>
        {(insight) => (
          <div className={classes.figures}>
            <div className={classes.wide}>
              <Plays insight={insight} />
            </div>
            <HitRate insight={insight} />
            <CacheUse insight={insight} />
            <div className={classes.wide}>
              <Misses insight={insight} />
            </div>
            <Sections insight={insight} />
            <Disks insight={insight} />
          </div>
        )}
      </Loaded>
    </>
  )
}

/** Each is an address of its own. */
function Range({ days }: { readonly days: Days }) {
  return (
    <nav className={classes.ranges} aria-label={insightText.range}>
      {ranges.map((range) => (
        <Link
          key={range}
          to="/insight"
          search={{ days: String(range) }}
          replace
          resetScroll={false}
          className={classes.range}
          aria-current={range === days ? 'true' : undefined}
        >
          {insightText.ranges[range]}
        </Link>
      ))}
    </nav>
  )
}
