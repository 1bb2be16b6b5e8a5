// the honest neighbour that the canaries lean on
import { page } from '../../page.ts'

export const pin = page
