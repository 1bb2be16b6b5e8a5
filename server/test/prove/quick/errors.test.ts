/** A spread of part 3: steps and calls fail. */
import { errors } from '#test/prove/errors/part.ts'
import { proveQuickly } from './prove-quickly.ts'

proveQuickly(errors)
