// canary: dependency/failure-is-a-leaf
import { loop } from './engine/loop.ts'

export const failure = loop
