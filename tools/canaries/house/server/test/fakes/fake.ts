// the honest neighbour that the canaries lean on
import { item } from '#core/model/item.ts'

export const fake = item
