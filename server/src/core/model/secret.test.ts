/** A secret shows its text to who asks for it by name, and to nobody else. */
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { secret } from './secret.ts'

const hidden = secret('t0ken-of-the-owner')

describe('a secret', () => {
  it('is read by name', () => {
    expect(hidden.reveal()).toBe('t0ken-of-the-owner')
  })

  it.each([
    ['a sentence', `${hidden}`],
    ['JSON', JSON.stringify({ hidden })],
    ['the inspection of an object', inspect({ hidden }, { depth: 9, showHidden: true })],
    ['a list of texts', [hidden].join()]
  ])('does not show in %s', (_where, text) => {
    expect(text).not.toContain('t0ken')
  })
})
