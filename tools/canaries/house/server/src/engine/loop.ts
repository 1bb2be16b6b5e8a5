// the honest neighbour that the canaries lean on
import { item } from '#core/model/item.ts'

export const loop = item
