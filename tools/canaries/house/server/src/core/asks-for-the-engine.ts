// canary: dependency/core-is-pure
import { loop } from '../engine/loop.ts'

export const borrowed = loop
