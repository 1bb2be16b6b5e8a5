/** No gaps: where an episode has no room, later ones of the same person's row do not take room before it. */
import type { Reason } from '@pcu/contract'
import type { Unit } from '#core/model/unit.ts'
import type { Want } from '#core/model/want.ts'
import { compareText } from '#core/plan/rank/demand.ts'

/** Remembers which rows of episodes wait for room. */
export interface Gaps {
  /** Why a unit must wait for an earlier one; undefined when it need not, or when somebody wants it who is not past such a gap. */
  behind(unit: Unit): Reason | undefined
  /** It has no room. */
  open(unit: Unit): void
}

interface Gap {
  readonly distance: number
  readonly earlier: string
}

/** Wants are never changed, only replaced. */
const rows = new WeakMap<Want, string>()

const rowOf = (want: Want): string | undefined => {
  const { person, source, chain } = want
  if (chain === undefined) return undefined
  const row = rows.get(want) ?? JSON.stringify([person, source, chain])
  rows.set(want, row)
  return row
}

/** No gap yet. */
export const createGaps = (): Gaps => {
  const gaps = new Map<string, Gap>()

  const gapBefore = (want: Want): Gap | undefined => {
    const row = rowOf(want)
    const gap = row === undefined ? undefined : gaps.get(row)
    return gap !== undefined && gap.distance < want.distance ? gap : undefined
  }

  return {
    behind: ({ wants }) => {
      if (gaps.size === 0) return undefined
      const told = wants.map((want) => ({ person: want.person, gap: gapBefore(want) }))
      if (told.some(({ gap }) => gap === undefined)) return undefined
      const [first] = told.toSorted((a, b) => compareText(a.person, b.person))
      return first?.gap && { code: 'behind-earlier', person: first.person, earlier: first.gap.earlier }
    },
    open: (unit) => {
      for (const want of unit.wants) {
        const row = rowOf(want)
        const known = row === undefined ? undefined : gaps.get(row)
        if (row === undefined || (known !== undefined && known.distance <= want.distance)) continue
        gaps.set(row, { distance: want.distance, earlier: unit.title })
      }
    }
  }
}
