// canary: lint/style/noRestrictedImports
import { loop } from '../loop.ts'

export const climbed = loop
