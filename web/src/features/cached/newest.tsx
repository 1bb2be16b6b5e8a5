/** What came to the pool last, as a taste of the library. */
import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../api/loaded.tsx'
import { newestQuery } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { CardLink } from '../../ui/page/card-link.tsx'
import { sizeText } from '../../ui/words/numbers.ts'
import { CachedRow } from './cached-row.tsx'
import { Nothing } from './nothing.tsx'
import { cachedText } from './text.ts'

/** A few rows, and the way to all of them. */
export function Newest() {
  const query = useQuery(newestQuery)
  const all = query.data
  const hasAny = all !== undefined && all.total > 0
  return (
    <Card
      title={cachedText.newest}
      aside={hasAny ? cachedText.count(all.total, sizeText(all.bytes)) : undefined}
      controls={hasAny ? <CardLink to="/library">{cachedText.all}</CardLink> : undefined}
    >
      <Loaded query={query} lines={3}>
        {({ units }) =>
          units.length === 0 ? (
            <Nothing />
          ) : (
            <ul>
              {units.map((unit) => (
                <CachedRow key={unit.id} unit={unit} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}
