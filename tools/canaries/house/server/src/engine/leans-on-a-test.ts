// canary: dependency/the-product-stands-without-its-tests
import { fake } from '../../test/fakes/fake.ts'

export const leaning = fake
