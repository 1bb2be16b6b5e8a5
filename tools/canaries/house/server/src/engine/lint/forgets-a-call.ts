// canary: lint/nursery/noFloatingPromises
import { work } from '#src/engine/lint/promised.ts'

export function forget(): void {
  work()
}
