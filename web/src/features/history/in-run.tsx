/** What one run did with titles, above what it decided. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../api/client.ts'
import { Loaded } from '../../api/loaded.tsx'
import { keys } from '../../api/queries.ts'
import { HappenedRow } from './happened-row.tsx'
import classes from './history.module.css'
import { historyText as text } from './text.ts'

const MOST = 100

/** Nothing where the run moved nothing. */
export function InRun({ run }: { readonly run: number }) {
  const query = { run: String(run), limit: String(MOST) }
  const asked = useQuery({
    queryKey: [...keys.runs, 'history', query],
    queryFn: ({ signal }) => ask('history', { signal, query })
  })
  return (
    <section aria-label={text.inRun}>
      <h3 className={classes.part}>{text.inRun}</h3>
      <Loaded query={asked} lines={2}>
        {({ rows, total }) => (
          <>
            {rows.length === 0 ? <p className={classes.more}>{text.inRunNone}</p> : null}
            <ul>
              {rows.map((row) => (
                <HappenedRow key={row.key} row={row} />
              ))}
            </ul>
            {total > rows.length ? <p className={classes.more}>{text.inRunMore(total - rows.length)}</p> : null}
          </>
        )}
      </Loaded>
      <h3 className={classes.part}>{text.decided}</h3>
    </section>
  )
}
