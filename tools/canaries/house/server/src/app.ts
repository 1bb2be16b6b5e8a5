// the honest neighbour that the canaries lean on
import { loop } from './engine/loop.ts'

export const app = loop
