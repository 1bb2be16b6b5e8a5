/** What happened lately because of one person. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../api/client.ts'
import { Loaded } from '../../api/loaded.tsx'
import { keys } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { CardLink } from '../../ui/page/card-link.tsx'
import { HappenedRow } from './happened-row.tsx'
import { historyText } from './text.ts'

const text = historyText.ofPerson
const LATELY = 10

/** What happened because of them, and what they watched to the end. */
export function PastOf({ person }: { readonly person: string }) {
  const query = { person, limit: String(LATELY) }
  const asked = useQuery({
    queryKey: [...keys.runs, 'history', query],
    queryFn: ({ signal }) => ask('history', { signal, query })
  })
  return (
    <Card
      title={text.past}
      controls={
        <CardLink to="/activity/history" search={{ person }}>
          {text.allPast}
        </CardLink>
      }
    >
      <Loaded query={asked} lines={4}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty sentence={text.pastNone} />
          ) : (
            <ul>
              {rows.map((row) => (
                <HappenedRow key={row.key} row={row} withDay />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}
