/** A spread of part 8: hostile names, there and back, and ways out that stay shut. */
import { hostileNames } from '#test/prove/names/part.ts'
import { proveQuickly } from './prove-quickly.ts'

proveQuickly(hostileNames)
