/** Holds what is read as a secret from a real disk, and what is refused. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSecretFile } from './read-secret-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secret-file-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const write = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('a secret file', () => {
  it('is read as it is, also through a link', () => {
    const path = write('token', ' secret \n')
    symlinkSync(path, join(folder, 'link'))
    expect(readSecretFile(path)).toEqual({ text: ' secret \n' })
    expect(readSecretFile(join(folder, 'link'))).toEqual({ text: ' secret \n' })
  })

  it('that is none is refused with the reason', () => {
    mkdirSync(join(folder, 'sub'))
    symlinkSync(join(folder, 'loop'), join(folder, 'loop'))
    expect(readSecretFile(join(folder, 'gone'))).toEqual({ error: 'there is no such file' })
    expect(readSecretFile(join(write('token', 'a'), 'below'))).toEqual({ error: 'there is no such file' })
    expect(readSecretFile(join(folder, 'sub'))).toEqual({ error: 'it is not a file' })
    expect(readSecretFile('/dev/zero')).toEqual({ error: 'it is not a file' })
    expect(readSecretFile(join(folder, 'loop'))).toEqual({ error: 'it is a link that leads nowhere' })
    expect(readSecretFile('/proc/self/mem')).toEqual({ error: 'the disk could not read it' })
    expect(readSecretFile('a\u0000b')).toEqual({ error: 'its name cannot be a path' })
  })

  it('that is too large for a secret is refused', () => {
    expect(readSecretFile(write('film', 'x'.repeat(65_537)))).toEqual({
      error: 'it is larger than 64 KiB, so it is no secret'
    })
    expect(readSecretFile(write('key', 'x'.repeat(65_536)))).toHaveProperty('text')
  })
})
