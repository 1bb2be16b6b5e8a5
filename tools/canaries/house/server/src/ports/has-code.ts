// canary: dependency/ports-import-types-only
import { item } from '#core/model/item.ts'

export const code = item
