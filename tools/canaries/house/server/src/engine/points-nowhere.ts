// canary: dependency/every-import-resolves
import { gone } from './gone.ts'

export const missing = gone
