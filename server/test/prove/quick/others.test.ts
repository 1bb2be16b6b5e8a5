/** A spread of part 7: other programs meddle. */
import { others } from '#test/prove/others/part.ts'
import { proveQuickly } from './prove-quickly.ts'

proveQuickly(others)
