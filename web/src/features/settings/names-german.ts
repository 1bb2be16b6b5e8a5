/** Settings in German, by their variables; loaded with the page when it speaks German. */
import type { Names } from './names.ts'

export const german: Names = {}
