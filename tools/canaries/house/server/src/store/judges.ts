// canary: dependency/store-and-http-take-types-from-core
import { judge } from '#core/plan/judge.ts'

export const judged = judge
