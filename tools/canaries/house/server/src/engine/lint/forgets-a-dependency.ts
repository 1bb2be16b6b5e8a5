// canary: lint/nursery/noFloatingPromises
import type { Mover } from '#src/engine/lint/promised.ts'

export function forget(deps: { readonly mover: Mover }): void {
  deps.mover.move()
}
