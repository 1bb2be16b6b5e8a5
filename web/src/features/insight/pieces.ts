/** What a disk did in the last 24 hours, piece by piece. */
import type { DiskState, Insight } from '@pcu/contract'

const DAY_MS = 24 * 3_600_000

/** A time in one state. */
interface Piece {
  readonly at: number
  readonly state: DiskState
  readonly lengthMs: number
}

/** The last 24 hours without a gap: what was before the first look is not known. */
export const piecesOf = (course: Insight['disks'][number]['course'], now: number): readonly Piece[] => {
  const begin = now - DAY_MS
  const known = course.map(({ at, state }) => ({ at: Math.max(begin, at), state }))
  const all = (known[0]?.at ?? now) > begin ? [{ at: begin, state: 'unknown' as const }, ...known] : known
  return all
    .map((piece, position) => ({ ...piece, lengthMs: (all[position + 1]?.at ?? now) - piece.at }))
    .filter(({ lengthMs }) => lengthMs > 0)
}
