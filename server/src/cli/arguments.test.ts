import { describe, expect, it } from 'vitest'
import { parseWords } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { helpFor } from './help.ts'

describe('the command line', () => {
  it('understands a command with its options in any order', () => {
    expect(parseWords(['run', '--json', '--dry-run'])).toMatchObject({
      kind: 'command',
      asked: { command: 'run', json: true, dryRun: true }
    })
    expect(parseWords(['--json', 'status'])).toMatchObject({
      kind: 'command',
      asked: { command: 'status', json: true }
    })
  })

  it('teaches when nothing is said', () => {
    expect(parseWords([])).toEqual({ kind: 'help', command: undefined })
    expect(parseWords(['plan', '--help'])).toEqual({ kind: 'help', command: 'plan' })
    expect(parseWords(['-h'])).toEqual({ kind: 'help', command: undefined })
  })

  it.each([
    [['move']],
    [['run', 'now']],
    [['run', '--force']],
    [['status', '--dry-run']],
    [['plan', '--dry-run']],
    [['constructor']]
  ])('says what is wrong with %j and where help is', (words) => {
    expect(parseWords(words)).toMatchObject({
      kind: 'wrong',
      sentence: expect.stringMatching(/\S.* See "pcu --help"\.$/u)
    })
  })

  it('lets settings take words', () => {
    expect(parseWords(['settings', 'set', 'PORT=1'])).toMatchObject({
      kind: 'command',
      asked: { words: ['set', 'PORT=1'] }
    })
  })

  it('documents every exit code', () => {
    const documented = [...helpFor(undefined).matchAll(/^ {2}(\d) {2}/gmu)].map((match) => Number(match[1]))
    expect(documented).toEqual(Object.values(exitCodes).toSorted())
  })
})
