/** A spread of part 2: the process dies at steps, in recoveries and at any moment. */
import { crashes } from '#test/prove/crashes/part.ts'
import { proveQuickly } from './prove-quickly.ts'

proveQuickly(crashes)
