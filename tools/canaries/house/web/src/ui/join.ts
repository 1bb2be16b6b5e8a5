// canary: dependency/web-knows-the-contract
import { loop } from '../../../server/src/engine/loop.ts'

export const join = loop
