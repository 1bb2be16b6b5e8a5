/** A spread of part 4: the power is cut, and the campaign sees what is not made durable. */
import { powerCuts } from '#test/prove/power/part.ts'
import { proveQuickly } from './prove-quickly.ts'

proveQuickly(powerCuts)
