// canary: dependency/adapters-face-outwards
import { loop } from '../../engine/loop.ts'

export const reachedBack = loop
