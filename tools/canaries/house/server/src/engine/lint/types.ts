// canary: lint/suspicious/noExplicitAny, lint/style/noNonNullAssertion, lint/suspicious/noTsIgnore, lint/style/useImportType
import { Known } from '#src/ports/knows-who-fulfils-it.ts'

export const anything = (value: any): Known => value
export const surely = (value: number | undefined): number => value!
// @ts-ignore
export const wrong: number = 'text'
