/** What stands outside our marks is its owner's, to the last byte, whatever it is. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noText, putTogether, takeApart } from './text.ts'

const lines = ['/mnt/c/a', '/mnt/c/b']
const block = putTogether({ ...takeApart('x\n'), above: '', below: '' }, lines)
const written = (text: string): string => putTogether(takeApart(text), lines)

describe('a list of somebody else', () => {
  test.each([
    ['', block],
    ['/mnt/c/mine\n', `/mnt/c/mine\n${block}`],
    ['/mnt/c/mine', `${block}/mnt/c/mine`],
    ['/mnt/c/mine\r\n', `/mnt/c/mine\r\n${block}`],
    [`a\n${block}b\n`, `a\n${block}b\n`],
    [`a\n${block.replaceAll('\n', '\r\n')}b`, `a\n${block}b`]
  ])('%j gets our lines', (before, after) => {
    expect(written(before)).toBe(after)
    expect(written(after)).toBe(after)
    expect(takeApart(after).ours).toEqual(lines)
  })

  test('is as it was when nothing of ours is left, byte for byte', () => {
    const bytes = fc.string({ unit: fc.constantFrom('a', '/', '\n', '\r', ' ', '#', '\u0000', 'ÿ'), maxLength: 60 })
    fc.assert(
      fc.property(bytes, fc.array(bytes.map((text) => text.replaceAll('\n', ''))), (text, ours) => {
        const wrote = putTogether(takeApart(text), ours)
        expect(putTogether(takeApart(wrote), [])).toBe(text)
        expect(putTogether(takeApart(putTogether(takeApart(wrote), ['other'])), [])).toBe(text)
      })
    )
  })
})

describe('marks that somebody broke', () => {
  const [begin = '', , , end = ''] = block.split('\n')
  test.each([
    ['the end is gone: the rest is taken for theirs', `a\n${begin}\nb\nc\n`, `a\n${block}b\nc\n`],
    ['the beginning is gone', `a\n${end}\nb\n`, `a\nb\n${block}`],
    ['twice the beginning', `${begin}\nb\n${begin}\nours\n${end}\nc\n`, `${block}b\nc\n`],
    ['two lists in one', `${block}b\n${block}c\n`, `${block}b\nc\n`]
  ])('%s', (_, before, after) => {
    expect(written(before)).toBe(after)
  })
})

test('a list that we made says so, and is nothing without our lines', () => {
  const made = putTogether(noText, lines)
  expect(takeApart(made)).toEqual({ above: '', below: '', ours: lines, madeByUs: true })
  expect(takeApart(block).madeByUs).toBe(false)
  expect(takeApart(`${made}/mnt/c/mine\n`)).toMatchObject({ below: '/mnt/c/mine\n', madeByUs: true })
  expect(putTogether(takeApart(made), [])).toBe('')
})
