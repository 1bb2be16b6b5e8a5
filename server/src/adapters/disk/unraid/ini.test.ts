import { expect, test } from 'vitest'
import { parseIni } from './ini.ts'

test('keys before the first section, sections with quoted names, values in quotes', () => {
  const { top, sections } = parseIni(
    'a="1"\r\nb=""\n["films"]\nname="films"\nfloor="0"\n["tv shows"]\nname="tv shows"\n'
  )
  expect([...top]).toEqual([
    ['a', '1'],
    ['b', '']
  ])
  expect([...sections.keys()]).toEqual(['films', 'tv shows'])
  expect(sections.get('tv shows')?.get('name')).toBe('tv shows')
})

test('quotes, brackets, equal signs and hashes within a value are a part of it', () => {
  const { top } = parseIni('comment="a = "b" [c] # d"\nplain=x=y')
  expect([top.get('comment'), top.get('plain')]).toEqual(['a = "b" [c] # d', 'x=y'])
})

test('what has neither form is passed over, and a section that comes twice is one', () => {
  const { top, sections } = parseIni('\uFEFF; note\n# note\nnonsense\n\n[a]\nx="1"\n["a"]\ny="2"')
  expect([...top]).toEqual([])
  expect([...(sections.get('a') ?? [])]).toEqual([
    ['x', '1'],
    ['y', '2']
  ])
})

test('nothing is nothing', () => {
  expect(parseIni('')).toEqual({ top: new Map(), sections: new Map() })
})
