/** The key file: made once, kept, closed to others, never half. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '#src/failure.ts'
import { openKeyFile } from './key-file.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/key-`)
  path = `${folder}/vault.key`
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const hex = (key: Uint8Array): string => Buffer.from(key).toString('hex')

describe('the key file', () => {
  it('E4: is made once, for this user alone, and gives the same key ever after', () => {
    const made = openKeyFile(path, true)
    expect(made.key).toHaveLength(32)
    expect(made.warnings).toEqual([])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['vault.key'])
    expect(hex(openKeyFile(path, true).key)).toBe(hex(made.key))
  })

  it('is another one in another place', () => {
    expect(hex(openKeyFile(path, true).key)).not.toBe(hex(openKeyFile(`${path}2`, true).key))
  })

  it('is closed when others may read it, and says so once', () => {
    openKeyFile(path, true)
    chmodSync(path, 0o644)
    expect(openKeyFile(path, true).warnings.join()).toMatch(/vault\.key.*could read|could read.*vault\.key/u)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(openKeyFile(path, true).warnings).toEqual([])
  })

  it('that is damaged is set aside, not thrown away', () => {
    writeFileSync(path, 'abc')
    expect(openKeyFile(path, true).warnings.join()).toContain('was damaged')
    expect(readFileSync(`${path}.damaged`, 'utf8')).toBe('abc')
    expect(openKeyFile(path, true).warnings).toEqual([])
  })

  it('half of which a dead process left behind is made anew', () => {
    writeFileSync(`${path}.new`, 'half')
    openKeyFile(path, true)
    expect(readdirSync(folder)).toEqual(['vault.key'])
  })

  it('is neither made nor changed where nothing may be written', () => {
    expect(openKeyFile(path, false).key).toHaveLength(32)
    expect(existsSync(path)).toBe(false)
    const made = openKeyFile(path, true)
    chmodSync(path, 0o644)
    expect(hex(openKeyFile(path, false).key)).toBe(hex(made.key))
    expect(statSync(path).mode & 0o777).toBe(0o644)
  })

  it('that cannot be read is a failure that names it', () => {
    mkdirSync(path)
    expect(() => openKeyFile(path, true)).toThrow(Failure)
    expect(() => openKeyFile(path, true)).toThrow(/vault\.key.*EISDIR/u)
  })
})
