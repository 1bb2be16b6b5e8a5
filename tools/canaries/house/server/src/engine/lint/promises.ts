// canary: lint/nursery/noMisusedPromises
import { work } from '#src/engine/lint/promised.ts'

export const isDone = (): boolean => (work() ? true : false)
