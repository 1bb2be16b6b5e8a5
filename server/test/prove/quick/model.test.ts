/** A spread of part 1: random lives in memory, seven modes, deaths and other people. */
import { model } from '#test/prove/model/part.ts'
import { proveQuickly } from './prove-quickly.ts'

proveQuickly(model)
