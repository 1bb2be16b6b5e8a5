// canary: dependency/kit-is-generic
import { item } from '#core/model/item.ts'

export const known = item
