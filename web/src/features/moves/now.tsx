/** What is moving at this moment, and what has just come to its end. */
import type { Status } from '@pcu/contract'
import { Loaded } from '../../api/loaded.tsx'
import { useStatus } from '../../live/live.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Until } from '../../ui/time/moment.tsx'
import { Lately } from './lately.tsx'
import { MoveRow } from './move-row.tsx'
import { movesText } from './text.ts'

const part = ({ moves, currentRun, nextRunAt }: Status) => ({ moves, running: currentRun !== null, nextRunAt })

/** The moves under way with their bytes. */
export function Now() {
  const query = useStatus(part)
  const moves = query.data?.moves.length ?? 0
  return (
    <Card title={movesText.title} aside={moves === 0 ? undefined : movesText.count(moves)}>
      <Loaded query={query} lines={1}>
        {(now) =>
          now.moves.length === 0 ? (
            <Calm running={now.running} nextRunAt={now.nextRunAt} />
          ) : (
            <ul>
              {now.moves.map((move) => (
                <MoveRow key={move.id} move={move} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <Lately />
    </Card>
  )
}

function Calm({ running, nextRunAt }: { readonly running: boolean; readonly nextRunAt: number | null }) {
  if (running) return <Empty sentence={movesText.planning} />
  return (
    <Empty sentence={movesText.nothing}>
      {nextRunAt === null ? null : (
        <p>
          {movesText.next} <Until at={nextRunAt} />.
        </p>
      )}
    </Empty>
  )
}
