// canary: dependency/no-circles
import { right } from './circle-right.ts'

export const left = (): number => right()
