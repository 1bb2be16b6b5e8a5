// canary: dependency/the-product-runs-without-dev-packages
import { expect } from 'vitest'

export const expected = expect
