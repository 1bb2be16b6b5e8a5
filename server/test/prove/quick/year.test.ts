/** A spread of part 14: twelve days of a household. */
import { year } from '#test/year/part.ts'
import { proveQuickly } from './prove-quickly.ts'

proveQuickly(year)
