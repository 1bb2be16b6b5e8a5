/** Documents that are made to hurt whoever reads them. Row C6 of the list of attacks. */
import { expect, it } from 'vitest'
import { parseXml } from './xml.ts'

it.each([
  ['an entity of its own', '<!DOCTYPE a [<!ENTITY b "lol">]><a c="&b;"/>'],
  [
    'a billion of them',
    `<!DOCTYPE a [<!ENTITY b "lol">${'0123456789'.replaceAll(/\d/gu, (n) => `<!ENTITY b${n} "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">`)}]><a>&b9;</a>`
  ],
  ['an entity from a file', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ['an entity from an address', '<!DOCTYPE a [<!ENTITY b SYSTEM "http://127.0.0.1:9/">]><a c="&b;"/>']
])('C6: %s is refused', (_name, text) => {
  expect(() => parseXml(text)).toThrow('Invalid character entity')
})

it('C6: names that are special to objects are names like others', () => {
  const read = parseXml('<MediaContainer __proto__="x" constructor="y"><__proto__ admin="1"/></MediaContainer>')
  expect(JSON.stringify(read)).toContain('"constructor":"y"')
  expect(Object.keys(Object.prototype)).toEqual([])
})
