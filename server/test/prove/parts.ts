/** Every part of the proof, in the order of its number. */
import { crashes } from './crashes/part.ts'
import type { Part } from './part.ts'

export const parts: readonly Part[] = [crashes]
