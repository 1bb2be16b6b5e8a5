// canary: lint/suspicious/noFocusedTests, lint/suspicious/noSkippedTests, lint/nursery/noIdenticalTestTitle
import { expect, it } from 'vitest'

it.only('is the only one', () => expect(1).toBe(1))
it.skip('is left out', () => expect(1).toBe(1))
it('has a namesake', () => expect(1).toBe(1))
it('has a namesake', () => expect(1).toBe(1))
