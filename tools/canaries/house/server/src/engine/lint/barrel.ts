// canary: lint/performance/noBarrelFile
export { word } from './cases.ts'
export { tangled } from './complexity.ts'
