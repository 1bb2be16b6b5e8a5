import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { environment } from './environment.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/env-`)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = (text: string): string => {
  writeFileSync(`${folder}/env`, text)
  return `${folder}/env`
}

describe('the settings file', () => {
  it('is read with its comments and quotes, below the variables of the process', () => {
    const ENV_FILE = file('PLEX_URL=http://nas:32400   # the server\nPLEX_TOKEN="a b"\n# PORT=1\nPORT=2\n')
    expect(environment({ ENV_FILE, PORT: '3' })).toEqual({
      ENV_FILE,
      PLEX_URL: 'http://nas:32400',
      PLEX_TOKEN: 'a b',
      PORT: '3'
    })
  })

  it('may be switched off', () => {
    expect(environment({ ENV_FILE: '', PORT: '3' })).toEqual({ ENV_FILE: '', PORT: '3' })
  })

  it('that is named must be there', () => {
    expect(() => environment({ ENV_FILE: `${folder}/missing` })).toThrow(/settings file .*missing.* cannot be read/u)
  })
})
