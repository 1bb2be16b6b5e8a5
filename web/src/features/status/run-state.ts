/** In a word: what the program is doing. */
import type { Run, Status } from '@pcu/contract'
import type { Connection } from '../../live/live.ts'
import { percentOf } from '../../ui/percent.ts'
import { statusText } from './text.ts'

/** What the pill in the header shows. */
export interface RunState {
  readonly label: string
  readonly tone: 'calm' | 'busy' | 'warn'
  /** How much of the run's bytes are done; null when that cannot be said. */
  readonly percent: number | null
}

/** The parts of the status that decide the state. */
export type StatePart = Pick<Status, 'currentRun' | 'pausedSince' | 'moves' | 'plex' | 'testMode'>

const said = (label: string, tone: RunState['tone'] = 'calm'): RunState => ({ label, tone, percent: null })
const { pill } = statusText

function movedPercent(run: Run | null, moves: Status['moves']): number {
  const underWay = moves.reduce((sum, move) => sum + move.bytesDone, 0)
  const planned = run === null ? 0 : run.planned.promote.bytes + run.planned.evict.bytes
  if (run === null || planned === 0) {
    return percentOf(
      underWay,
      moves.reduce((sum, move) => sum + move.bytesTotal, 0)
    )
  }
  const { promoted, evicted, failed, stoodBack } = run.done
  return percentOf(promoted.bytes + evicted.bytes + failed.bytes + stoodBack.bytes + underWay, planned)
}

const moving = ({ currentRun, moves }: StatePart): RunState => ({
  label: moves.every((move) => move.direction === 'out') ? pill.returning : pill.copying,
  tone: 'busy',
  percent: movedPercent(currentRun, moves)
})

/** What is known beside the status itself. */
export interface Reach {
  readonly connection: Connection['state']
  /** The status was asked for and did not come. */
  readonly failed: boolean
}

/** The state in a word; the most telling one wins. */
export function runStateOf(part: StatePart | undefined, { connection, failed }: Reach): RunState {
  if (connection === 'lost') return said(pill.offline, 'warn')
  if (part === undefined) return failed ? said(pill.unknown, 'warn') : said(pill.connecting)
  if (part.pausedSince !== null) return { ...moving(part), label: pill.paused, tone: 'warn' }
  if (part.moves.length > 0) return moving(part)
  if (part.plex.state === 'not-set') return said(pill.notSet, 'warn')
  if (part.plex.state === 'silent') return said(pill.waiting, 'warn')
  if (part.currentRun !== null) return said(pill.planning, 'busy')
  return part.testMode ? said(pill.testMode, 'warn') : said(pill.idle)
}
