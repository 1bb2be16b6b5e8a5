// canary: dependency/store-knows-only-sql
import { loop } from '../engine/loop.ts'

export const asked = loop
