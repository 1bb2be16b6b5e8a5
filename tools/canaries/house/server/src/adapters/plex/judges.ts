// canary: dependency/walls-judge-nothing
import { judge } from '#core/plan/judge.ts'

export const judged = judge
