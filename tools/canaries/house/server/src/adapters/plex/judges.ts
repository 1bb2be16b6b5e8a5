// canary: dependency/adapters-judge-nothing
import { judge } from '#core/plan/judge.ts'

export const judged = judge
