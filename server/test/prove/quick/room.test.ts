/** A spread of part 9: small file systems that run full. */
import { room } from '#test/prove/space/part.ts'
import { proveQuickly } from './prove-quickly.ts'

proveQuickly(room)
