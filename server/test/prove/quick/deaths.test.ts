/** A spread of part 2 in memory: the process dies at steps and in recoveries. */
import { crashes } from '#test/prove/crashes/part.ts'
import { proveQuickly } from './prove-quickly.ts'

proveQuickly(crashes, ({ name }) => name.startsWith('in memory') || name.startsWith('of an'))
