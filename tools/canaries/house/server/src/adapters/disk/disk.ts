// the honest neighbour that the canaries lean on
import { readFileSync } from 'node:fs'

export const disk = readFileSync
export type Disk = typeof disk
