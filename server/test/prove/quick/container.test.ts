/** A spread of part 10: mounts that are not what they seem. */
import { container } from '#test/prove/container/part.ts'
import { proveQuickly } from './prove-quickly.ts'

proveQuickly(container)
