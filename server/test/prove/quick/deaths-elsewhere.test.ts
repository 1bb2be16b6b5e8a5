/** A spread of part 2 on disks and with real processes: deaths at steps, in recoveries and at any moment. */
import { crashes } from '#test/prove/crashes/part.ts'
import { proveQuickly } from './prove-quickly.ts'

proveQuickly(crashes, ({ name }) => !/^(?:in memory|of an)/u.test(name))
