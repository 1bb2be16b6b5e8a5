import type { ConnectionKind, Verdict } from '@pcu/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestFirst, hintFor, type TriedAddress, trialOf } from './connections.ts'

const tried = (url: string, kind: ConnectionKind, facts: Partial<TriedAddress> = {}): TriedAddress => ({
  url,
  kind,
  verdict: 'proven',
  detail: '',
  tookMs: 10,
  ...facts
})

const urls = (...all: readonly TriedAddress[]): readonly string[] => bestFirst(all).map(({ url }) => url)

describe('the best address', () => {
  it('is in the own network before the internet, and there before the relay', () => {
    const relay = tried('https://relay', 'relay')
    const remote = tried('https://remote', 'remote')
    const local = tried('http://local', 'local')
    expect(urls(relay, remote, local)).toEqual(['http://local', 'https://remote', 'https://relay'])
  })

  it('is the one that a person set, when it proves itself', () => {
    const set = tried('http://plex:32400', 'setting')
    expect(urls(tried('https://a', 'local'), set)[0]).toBe('http://plex:32400')
    expect(urls(tried('https://a', 'local'), { ...set, verdict: 'other-server' })[0]).toBe('https://a')
  })

  it('is encrypted before it is quick, and quick among equals', () => {
    const plain = tried('http://a', 'local', { tookMs: 1 })
    const slow = tried('https://b', 'local', { tookMs: 90 })
    const quick = tried('https://c', 'local', { tookMs: 20 })
    expect(urls(plain, slow, quick)).toEqual(['https://c', 'https://b', 'http://a'])
  })

  it('is never one that did not prove itself, whatever its class', () => {
    const kinds: readonly ConnectionKind[] = ['setting', 'local', 'remote', 'relay']
    const verdicts: readonly Verdict[] = ['proven', 'other-server', 'silent', 'refused', 'token-refused', 'not-plex']
    const address = fc.record({
      url: fc.webUrl(),
      kind: fc.constantFrom(...kinds),
      verdict: fc.constantFrom(...verdicts),
      detail: fc.constant(''),
      tookMs: fc.nat()
    })
    fc.assert(
      fc.property(fc.array(address, { minLength: 1 }), (all) => {
        const sorted = bestFirst(all)
        expect(sorted).toHaveLength(all.length)
        expect(sorted[0]?.verdict === 'proven').toBe(all.some(({ verdict }) => verdict === 'proven'))
      })
    )
  })
})

describe('what is told of an address', () => {
  it('is one sentence that ends in one full stop, with the code where there is one', () => {
    expect(trialOf(tried('http://a', 'local')).sentence).toBe('The server answers here.')
    expect(trialOf(tried('http://a', 'local', { verdict: 'refused', detail: 'ECONNREFUSED' })).sentence).toBe(
      'Nothing accepts connections here (ECONNREFUSED).'
    )
  })

  it.each([
    ['http://172.17.0.2:32400', true],
    ['https://172-18-0-3.abc.plex.direct:32400', true],
    ['http://172.16.0.2:32400', false],
    ['http://172.32.0.2:32400', false],
    ['http://192.168.1.2:32400', false]
  ])('names the inside of Docker where %s is one: %s', (url, isInside) => {
    const { sentence } = trialOf(tried(url, 'local', { verdict: 'silent' }))
    expect(sentence.includes('inside Docker')).toBe(isInside)
  })

  it.each([
    [[], /names no address/u],
    [[tried('http://172.17.0.2:1', 'local', { verdict: 'silent' })], /runs in a container.*PLEX_URL/u],
    [[tried('http://a', 'local', { verdict: 'refused' })], /^None of the addresses.*PLEX_URL/u],
    [[tried('http://a', 'local', { verdict: 'token-refused' })], /Sign in again/u],
    [[tried('https://a', 'relay')], /relay.*slow/u],
    [[tried('https://a', 'remote')], /through the internet/u],
    [[tried('https://a', 'local')], undefined],
    [[tried('https://a', 'setting')], undefined]
  ])('%#: says what can be done', (all, words) => {
    if (words === undefined) expect(hintFor(all)).toBeUndefined()
    else expect(hintFor(all)).toMatch(words)
  })
})
