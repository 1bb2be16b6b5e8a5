import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LearningLog, logFileName, openLog } from './index.ts'

let folder = ''
const opened: LearningLog[] = []
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/log-book-`)
})
afterEach(async () => {
  for (const log of opened.splice(0)) await log.close()
  rmSync(folder, { recursive: true, force: true })
})

const startAt = Date.UTC(2026, 10, 22, 12)

const open = (facts: Partial<Parameters<typeof openLog>[0]> = {}): LearningLog => {
  const clock = { now: () => startAt, after: () => ({ cancel: () => undefined }) }
  const common = { level: 'INFO', folder, maxFiles: 2, maxSizeMb: 1, clock, console: undefined } as const
  const log = openLog({ ...common, secrets: ['planted-secret-1'], ...facts })
  opened.push(log)
  return log
}

const textOf = async ({ book }: LearningLog): Promise<string> => {
  let all = ''
  for await (const piece of book.text()) all += piece
  return all
}

describe('the book of the log', () => {
  it('knows each line with its number, its run and its request, and tells new ones', () => {
    const log = open()
    const heard: string[] = []
    const { cancel } = log.book.subscribe(({ id, text }) => heard.push(`${id - startAt} ${text}`))
    log.write('INFO', 'one', { component: 'run', runId: 7 })
    log.write('DEBUG', 'too quiet')
    cancel()
    log.write('ERROR', 'two', { component: 'request', requestId: '0badcafe' })
    expect(heard).toEqual(['1 one'])
    expect(log.book.lines()).toEqual([
      {
        id: startAt + 1,
        at: startAt,
        level: 'INFO',
        component: 'run',
        runId: 7,
        requestId: null,
        text: 'one',
        leftOut: 0
      },
      expect.objectContaining({
        id: startAt + 2,
        component: 'request',
        runId: null,
        requestId: '0badcafe',
        text: 'two'
      })
    ])
  })

  it.each([
    ['that was known from the beginning', 'planted-secret-1'],
    ['that is only learnt later', 'learnt-later-2222'],
    ['of an address', 'X-Plex-Token=never-seen-3'],
    ['in a header', 'Authorization: Bearer abcdefghijklmnop4444'],
    ['that this program made', 'pcu_abcdefghijklmnopqrstuvwxyz5555'],
    ['named api key', 'X-Api-Key: secret-number-6']
  ])('never gives away a secret %s, neither by line nor by file', async (_which, secret) => {
    const bare = secret.split(/[=: ]/u).at(-1) ?? ''
    writeFileSync(`${folder}/${logFileName}`, `2026-11-21T00:00:00.000Z INFO     of yesterday: ${secret}.\n`)
    const log = open()
    log.write('INFO', `of today: ${secret}, and more`)
    log.learn('learnt-later-2222')
    const given = `${JSON.stringify(log.book.lines())} ${await textOf(log)}`
    expect(given).toMatch(/yesterday.*today/su)
    expect(given).not.toContain(bare)
    expect(given).toContain('***')
  })

  it('keeps so many lines, and of a long one its beginning', () => {
    const log = open({ folder: undefined })
    log.write('INFO', `${'x'.repeat(1_000_000)}end`)
    expect(log.book.lines()[0]?.text).toHaveLength(4000)
    expect(log.book.lines()[0]?.leftOut).toBe(996_003)
    for (let n = 0; n < 12_000; n += 1) log.write('INFO', `line ${n}`)
    const lines = log.book.lines()
    expect(lines).toHaveLength(5000)
    expect([lines[0]?.text, lines.at(-1)?.text]).toEqual(['line 7000', 'line 11999'])
  })

  it('holds four million letters at the most, however long the lines are', () => {
    const log = open({ folder: undefined })
    for (let n = 0; n < 3000; n += 1) log.write('INFO', 'y'.repeat(5000))
    expect(log.book.lines().length).toBeLessThan(1300)
  })

  it('begins with what an earlier life wrote, once, whatever stands there', async () => {
    const old = [
      '2026-11-21T00:00:00.000Z INFO     Run 41 started (schedule).',
      '2026-11-21T00:00:01.000Z WARNING  Moving \u001b[31mred\u001b[0m away',
      'a line of another program',
      '2026-11-21T00:00:02.000Z INFO     Run 41 done: Nothing had to move.',
      '2026-11-21T00:00:03.000Z ERROR    afterwards'
    ]
    writeFileSync(`${folder}/${logFileName}`, `${old.join('\n')}\n`)
    const log = open()
    log.write('INFO', 'now')
    appendFileSync(`${folder}/${logFileName}`, 'written beside it\n')
    const lines = log.book.lines()
    expect(lines.map(({ level, runId, text }) => [level, runId, text])).toEqual([
      ['INFO', 41, 'Run 41 started (schedule).'],
      ['WARNING', 41, 'Moving \\u001b[31mred\\u001b[0m away'],
      ['INFO', 41, 'a line of another program'],
      ['INFO', 41, 'Run 41 done: Nothing had to move.'],
      ['ERROR', null, 'afterwards'],
      ['INFO', null, 'now']
    ])
    expect(lines.map(({ id }) => id - startAt)).toEqual([-4, -3, -2, -1, 0, 1])
    expect(lines[2]?.at).toBe(Date.UTC(2026, 10, 21, 0, 0, 1))
  })

  it('gives away ten megabytes of the file at the most, in whole lines', async () => {
    const log = open()
    const line = `${'z'.repeat(999)}\n`
    writeFileSync(`${folder}/${logFileName}`, line.repeat(12_000))
    const text = await textOf(log)
    expect(text.length).toBeLessThanOrEqual(10_000_000)
    expect(text.length).toBeGreaterThan(9_990_000)
    expect(text.startsWith(line)).toBe(true)
    expect(await log.book.file()).toEqual({ name: logFileName, bytes: 12_000_000 })
  })

  it('without a file gives away what it keeps', async () => {
    const log = open({ folder: undefined })
    log.write('WARNING', 'kept')
    expect(await textOf(log)).toBe('2026-11-22T12:00:00.000Z WARNING  kept\n')
    expect(await log.book.file()).toBeUndefined()
  })
})
