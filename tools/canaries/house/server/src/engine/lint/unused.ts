// canary: lint/correctness/noUnusedImports, lint/correctness/noUnusedVariables, lint/correctness/noUnusedFunctionParameters
import { word } from './cases.ts'

const forgotten = 1

export const ignore = (value: number): number => 2
