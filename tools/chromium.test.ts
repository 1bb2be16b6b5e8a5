/** Missing browsers are installed where that is allowed, and otherwise explained. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ensureChromium, findChromium } from './chromium.ts'

let path = ''
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'pcu-chromium-'))
})
afterEach(() => rmSync(path, { recursive: true, force: true }))

const program = (name: string, script: string): void => {
  writeFileSync(join(path, name), `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`)
  chmodSync(join(path, name), 0o755)
}
const machine = (facts: object = {}): Parameters<typeof ensureChromium>[0] & object => ({
  path,
  isRoot: true,
  chosen: undefined,
  ...facts
})

it('uses the browser a person has chosen before any other', () => {
  program('chromium', '')
  expect(findChromium(machine({ chosen: '/opt/browser' }))).toBe('/opt/browser')
  expect(findChromium(machine())).toBe(join(path, 'chromium'))
})

it('installs a missing browser as root, refreshing the package lists first', () => {
  program(
    'apt-get',
    `echo "$*" >> ${path}/calls; [ "$2" != install ] || { : > ${path}/chromium; chmod +x ${path}/chromium; }`
  )
  expect(ensureChromium(machine())).toBeUndefined()
  expect(readFileSync(join(path, 'calls'), 'utf8')).toBe('-q update\n-q install -y --no-install-recommends chromium\n')
})

it('leaves an installed browser alone', () => {
  program('chromium', '')
  program('apt-get', 'exit 1')
  expect(ensureChromium(machine())).toBeUndefined()
})

it('names the command when only root could install it', () => {
  program('apt-get', '')
  expect(ensureChromium(machine({ isRoot: false }))).toContain('sudo apt-get install')
})

it('says why the installation failed', () => {
  program('apt-get', 'echo "E: no network" >&2; exit 100')
  expect(ensureChromium(machine())).toContain('E: no network')
})

it('says that there is nothing to install with', () => {
  expect(ensureChromium(machine())).toContain('no apt-get')
})
