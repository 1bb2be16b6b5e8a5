import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type LearningLog, logFileName, openLog } from './index.ts'
import { createRedact } from './redact.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/log-`)
})
// Open logs make their file a moment later, in a folder that would be there again then.
afterEach(async () => {
  for (const log of opened.splice(0)) await log.close()
  rmSync(folder, { recursive: true, force: true })
})

const opened: LearningLog[] = []
const open = (facts: Partial<Parameters<typeof openLog>[0]> = {}) => {
  const lines: string[] = []
  let at = Date.UTC(2026, 10, 22, 12)
  const clock = { now: () => at, after: () => ({ cancel: () => undefined }) }
  const log = openLog({
    level: 'INFO',
    folder,
    maxFiles: 2,
    maxSizeMb: 1,
    secrets: ['abcd-secret'],
    clock,
    console: (line) => lines.push(line),
    ...facts
  })
  opened.push(log)
  const pass = (ms: number): void => {
    at += ms
  }
  return { log, lines, pass }
}

describe('the log', () => {
  it('writes the same line to console and file', async () => {
    const { log, lines } = open()
    log.write('INFO', 'All is well.')
    await log.close()
    expect(lines).toEqual(['2026-11-22T12:00:00.000Z INFO     All is well.'])
    expect(readFileSync(`${folder}/${logFileName}`, 'utf8')).toBe(`${lines[0]}\n`)
  })

  it('leaves out what is below LOG_LEVEL', () => {
    const { log, lines } = open({ level: 'WARNING' })
    log.write('INFO', 'a')
    log.write('ERROR', 'b')
    expect(lines).toHaveLength(1)
  })

  it('cannot be made to forge a line by a file name', () => {
    const { log, lines } = open()
    log.write('INFO', 'Moving a\n2026 CRITICAL b\u001b[31m')
    expect(lines[0]).toContain('a\\n2026 CRITICAL b\\u001b[31m')
  })

  it('writes nothing that it learnt at run time', () => {
    const { log, lines } = open()
    log.learn('server-token-42')
    log.write('ERROR', 'Asked http://nas/?a=server-token-42 with server-token-42')
    expect(lines[0]).toMatch(/Asked http:\/\/nas\/\?a=\*\*\* with \*\*\*$/u)
  })

  it('works on without its file, and says so', async () => {
    writeFileSync(`${folder}/taken`, '')
    const { log, lines } = open({ folder: `${folder}/taken` })
    log.write('INFO', 'still here')
    await log.close()
    expect(lines.join('\n')).toMatch(/cannot be written.*LOG_DIR[\s\S]*still here/u)
  })
})

describe('a file that could not be written', () => {
  it('is tried again after a while, and says how much it lacks', async () => {
    writeFileSync(`${folder}/taken`, '')
    const { log, lines, pass } = open({ folder: `${folder}/taken` })
    log.write('INFO', 'one')
    rmSync(`${folder}/taken`)
    pass(30_000)
    log.write('INFO', 'two')
    pass(60_000)
    log.write('INFO', 'three')
    await log.close()
    expect(readFileSync(`${folder}/taken/${logFileName}`, 'utf8')).toMatch(
      /^\S+ WARNING {2}2 lines are missing.*\n\S+ INFO {5}three\n$/u
    )
    expect(lines.filter((line) => line.includes('cannot be written'))).toHaveLength(1)
  })

  it('is tried again when it failed only after it was opened', async () => {
    symlinkSync('/dev/full', `${folder}/${logFileName}`)
    const { log, lines, pass } = open()
    log.write('INFO', 'one')
    await vi.waitFor(() => expect(lines.join('\n')).toContain('cannot be written'))
    rmSync(`${folder}/${logFileName}`)
    pass(61_000)
    log.write('INFO', 'two')
    await log.close()
    expect(readFileSync(`${folder}/${logFileName}`, 'utf8')).toMatch(/INFO {5}two\n$/u)
  })
})

describe('redaction', () => {
  const { redact, learn } = createRedact(['abcd-secret', 'p&ss wörd', 'x'])

  it.each([
    ['plain', 'token abcd-secret refused'],
    ['in an address', 'http://plex:32400/?X-Plex-Token=abcd-secret&a=1'],
    ['URL-encoded', `http://h/${encodeURIComponent('p&ss wörd')}`],
    ['unknown, after its name', 'GET /?X-Plex-Token=never-seen-before HTTP/1.1'],
    ['in JSON', '{"access_token": "never-seen-before"}']
  ])('blanks a secret that stands %s', (_where, text) => {
    expect(redact(text)).not.toMatch(/abcd-secret|p%26ss|never-seen/u)
    expect(redact(text)).toContain('***')
  })

  it('blanks what it learns later, whole, also where one secret begins with another', () => {
    const later = createRedact([])
    later.learn('account-token-alex')
    later.learn('account-token-alex-and-more')
    expect(later.redact('with account-token-alex-and-more, not account-token-alex')).toBe('with ***, not ***')
  })

  it('learns no word and no PIN that ordinary sentences hold', () => {
    for (const short of ['the', '4711']) learn(short)
    expect(redact('the film 4711.mkv')).toBe('the film 4711.mkv')
  })

  it('leaves ordinary words alone', () => {
    expect(redact('Moving x to the pool: token of love')).toBe('Moving x to the pool: token of love')
  })
})

it('goes on without its file where a file system never makes a folder, as below /proc', () => {
  const script = `
    import { openLog } from ${JSON.stringify(import.meta.resolve('./index.ts'))}
    const clock = { now: () => 0, after: () => ({ cancel: () => undefined }) }
    const facts = { level: 'INFO', maxFiles: 2, maxSizeMb: 1, secrets: [], clock, console: console.log }
    const log = openLog({ ...facts, folder: '/proc/pcu-nowhere/logs' })
    log.write('INFO', 'All is well.')
    await log.close()`
  // In a process of its own: what never returns cannot be given up from within.
  const { stdout, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 20_000
  })
  expect(signal, 'it hung').toBeNull()
  expect(stdout).toMatch(/cannot be written \(ENOENT.*check LOG_DIR.*\n.*All is well\./u)
})
