/** No gaps: where an episode has no room, later ones of the same person's row do not take room before it. */
import type { Reason } from '@pcu/contract'
import type { Want } from '#core/model/want.ts'
import type { ListedCase } from '#core/plan/kept/case.ts'
import { compareText } from '#core/plan/rank/demand.ts'

/** Remembers which rows of episodes wait for room. */
export interface Gaps {
  /** Why a unit must wait for an earlier one; undefined when it need not, or when somebody wants it who is not past such a gap. */
  behind(one: ListedCase): Reason | undefined
  /** It has no room. */
  open(one: ListedCase): void
}

interface Gap {
  readonly distance: number
  readonly earlier: string
}

const rowOf = ({ person, source, chain }: Want): string | undefined =>
  chain === undefined ? undefined : JSON.stringify([person, source, chain])

const rowsOf = (one: ListedCase): readonly (string | undefined)[] => {
  one.rows ??= one.unit.wants.map(rowOf)
  return one.rows
}

/** No gap yet. */
export const createGaps = (): Gaps => {
  const gaps = new Map<string, Gap>()

  const gapBefore = ({ distance }: Want, row: string | undefined): Gap | undefined => {
    const gap = row === undefined ? undefined : gaps.get(row)
    return gap !== undefined && gap.distance < distance ? gap : undefined
  }

  /** That of the first person by name; undefined when one of its wants is not past any. */
  const firstGap = (one: ListedCase): { readonly person: string; readonly gap: Gap } | undefined => {
    const rows = rowsOf(one)
    let first: { readonly person: string; readonly gap: Gap } | undefined
    for (const [at, want] of one.unit.wants.entries()) {
      const gap = gapBefore(want, rows[at])
      if (gap === undefined) return undefined
      if (first === undefined || compareText(want.person, first.person) < 0) first = { person: want.person, gap }
    }
    return first
  }

  return {
    behind: (one) => {
      const first = gaps.size === 0 ? undefined : firstGap(one)
      return first && { code: 'behind-earlier', person: first.person, earlier: first.gap.earlier }
    },
    open: (one) => {
      const rows = rowsOf(one)
      for (const [at, want] of one.unit.wants.entries()) {
        const row = rows[at]
        const known = row === undefined ? undefined : gaps.get(row)
        if (row === undefined || (known !== undefined && known.distance <= want.distance)) continue
        gaps.set(row, { distance: want.distance, earlier: one.unit.title })
      }
    }
  }
}
