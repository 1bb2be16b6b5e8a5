// the honest neighbour that the canaries lean on
import { join } from './ui/join.ts'

export const page = join
