/** How much a plan would do, in one sentence. */
import type { Operation, OperationTotal } from '@pcu/contract'
import { counted, sizeText } from '../../ui/words/numbers.ts'
import { planText } from './text.ts'

const text = planText.review

const kinds: readonly (readonly [readonly Operation[], (amount: string) => string])[] = [
  [['copy', 'move', 'link'], text.comes],
  [['return'], text.goesHome],
  [['mend'], text.mended],
  [['settle'], text.settled]
]

/** Only what would be done; what stays where it is, is not counted. */
export const amountOf = (totals: readonly OperationTotal[]): string => {
  const parts = kinds.flatMap(([names, say]) => {
    const own = totals.filter(({ operation }) => names.includes(operation))
    const units = own.reduce((sum, total) => sum + total.units, 0)
    const bytes = own.reduce((sum, total) => sum + total.bytes, 0)
    return units === 0 ? [] : [say(`${counted(units, text.title1, text.titles)} (${sizeText(bytes)})`)]
  })
  return parts.length === 0 ? text.nothing : `${parts.join(', ')}.`
}
