/** The titles that one person wants now, most important first. */
import type { LibraryRow } from '@pcu/contract'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../api/client.ts'
import { Loaded } from '../../api/loaded.tsx'
import { keys } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Title } from '../../ui/name.tsx'
import { usePages } from '../../ui/pager.tsx'
import { count, sizeText } from '../../ui/words/numbers.ts'
import classes from './person.module.css'
import { peopleText } from './text.ts'

const text = peopleText.titles
const MOST = 500
const PAGE = 10

interface OfPerson {
  /** Their name, as wishes and the history have it. */
  readonly person: string
}

const wantsQuery = (person: string) => {
  const query = { person, order: 'rank', limit: String(MOST) }
  return { queryKey: [...keys.plan, 'wants', query], queryFn: () => ask('library', { query }) }
}

const onPool = (rows: readonly LibraryRow[]): string => {
  const there = rows.filter(({ state }) => state === 'cached' || state === 'partly')
  const bytes = there.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0)
  return text.onPool(there.length, sizeText(bytes))
}

/** What they want, with rank, verdict and place. */
export function Wants({ person }: OfPerson) {
  const query = useQuery(wantsQuery(person))
  const rows = query.data?.rows
  return (
    <Card title={text.wants} aside={rows === undefined || rows.length === 0 ? undefined : onPool(rows)}>
      <Loaded query={query} lines={4}>
        {(page) => (page.rows.length === 0 ? <Empty sentence={text.wantsNone} /> : <WantRows rows={page.rows} />)}
      </Loaded>
    </Card>
  )
}

const nameOf = ({ title, show, season, episode, year }: LibraryRow): string => {
  if (show === null) return year === null ? title : `${title} (${year})`
  const two = (number: number | null): string => String(number ?? 0).padStart(2, '0')
  return `${show} S${two(season)}E${two(episode)} ${title}`
}

function WantRows({ rows: all }: { readonly rows: readonly LibraryRow[] }) {
  const { rows, pager } = usePages(all, PAGE)
  return (
    <>
      <ul>
        {rows.map((row) => (
          <li key={row.key} className={classes.want}>
            <span className={classes.rank}>{row.rank === null ? '' : text.rank(count(row.rank))}</span>
            <div className={classes.what}>
              <Title text={nameOf(row)} />
              <p className={classes.soft}>
                <bdi>{row.because?.sentence ?? text.noVerdict}</bdi>
              </p>
            </div>
            <span className={classes.place} data-state={row.state}>
              {text.states[row.state]}
              {row.sizeBytes === null ? null : <span>{sizeText(row.sizeBytes)}</span>}
            </span>
          </li>
        ))}
      </ul>
      {pager}
    </>
  )
}
