/** A spread of part 13: two engines at once. */
import { engines } from '#test/prove/engines/part.ts'
import { proveQuickly } from './prove-quickly.ts'

proveQuickly(engines)
