import type { Why } from '@pcu/contract'
import { describe, expect, it } from 'vitest'
import { day, now } from '#test/builders/world.ts'
import { type Look, whyText } from './print-why.ts'

const look: Look = { width: undefined, colour: false, timeZone: 'UTC', now: now + 90_000 }

const told: Why = {
  kind: 'title',
  target: null,
  title: 'Heat (1995)',
  others: 2,
  asOf: now,
  run: 41,
  wanted: 38,
  notes: ['on deck of Bob did not answer.'],
  units: [
    {
      unit: '/mnt/user/Heat.mkv',
      plexFile: '/media/Heat.mkv',
      title: 'Heat (1995)',
      section: 'Films',
      state: 'not-cached',
      cachedSince: null,
      sentence: 'Not on the pool. Left on the array: needs 42 GB.',
      files: [
        {
          path: '/mnt/user/Heat.mkv',
          role: 'video',
          sizeBytes: 42_000_000_000,
          tier: 'array',
          place: '/mnt/disk1',
          lookedAt: now
        }
      ],
      decision: null,
      ifPinned: null,
      wouldDisplace: [],
      wants: [],
      near: [],
      verdicts: [
        {
          rule: 'fits-on-pool',
          about: 'coming',
          passes: false,
          sentence: 'Left on the array: needs 42 GB.',
          because: null
        }
      ],
      limits: { needBytes: 42_000_000_000, freeBytes: 50, floorBytes: 20, ownedBytes: 0, budgetBytes: null },
      changes: [{ kind: 'pin', setting: null, value: null, untilAt: null, sentence: 'Pin it.' }],
      timeline: [
        { at: now + day, what: 'due', sentence: 'Its timer runs out.', run: null, bytes: null, tookMs: null },
        { at: now, what: 'failed', sentence: 'The disk\nbroke.', run: 40, bytes: null, tookMs: 61_000 },
        { at: now, what: 'played', sentence: 'the owner watched it.', run: null, bytes: null, tookMs: null }
      ]
    }
  ]
}

describe('the answer on a terminal', () => {
  it('tells all of it in paragraphs, without control characters of any title', () => {
    expect(whyText(told, look).split('\n')).toEqual([
      'Heat (1995)',
      'Not on the pool. Left on the array: needs 42 GB.',
      '  Where its files are',
      '    - /mnt/user/Heat.mkv (42 GB): on the array, /mnt/disk1',
      '  Room on the pool: it needs 42 GB; 50 B are free, of which 20 B must stay free; 0 B are there because of us, with no limit to that.',
      '  May it come to the pool?',
      '    NO   Left on the array: needs 42 GB.',
      '  What would change it',
      '    - Pin it. ("pcu pin")',
      '  What happened to it, newest first',
      '    2026-11-23 12:00  Still to come: Its timer runs out.',
      '    2026-11-22 12:00  Failed: The disk\\nbroke. (run 40, took 1 min)',
      '    2026-11-22 12:00  The owner watched it.',
      '',
      'As of 2026-11-22 12:00 (2 min ago), as run 41 saw it.',
      'on deck of Bob did not answer.',
      '2 more titles fit less well; add a word or a year to mean one of them.'
    ])
  })

  it('keeps to the width of the window, and colours only where that is wanted', () => {
    const narrow = whyText(told, { ...look, width: 40 }).split('\n')
    expect(Math.max(...narrow.map((row) => row.length))).toBeLessThanOrEqual(40)
    const wide = whyText(told, { ...look, width: 80 }).split('\n')
    expect(wide.slice(4, 6)).toEqual([
      '  Room on the pool: it needs 42 GB; 50 B are free, of which 20 B must stay',
      '    free; 0 B are there because of us, with no limit to that.'
    ])
    expect(
      Math.max(
        ...whyText(told, { ...look, width: 400 })
          .split('\n')
          .map((row) => row.length)
      ),
      'readable'
    ).toBeLessThanOrEqual(110)
    expect(narrow.join(' ').replaceAll(/\s+/gu, ' ')).toBe(whyText(told, look).replaceAll(/\s+/gu, ' '))
    expect(whyText(told, { ...look, colour: true })).toContain('\u001b[1mHeat (1995)\u001b[0m')
    expect(whyText(told, look)).not.toContain('\u001b')
  })

  it('numbers titles to choose from, each with the words that mean it', () => {
    const several: Why = {
      kind: 'several',
      sentence: '2 titles fit "heat"; say which one.',
      choices: [
        { title: 'Heat (1986)', section: 'Films', ask: 'key:9' },
        { title: 'Heat (1995)', section: '', ask: 'key:1' }
      ]
    }
    expect(whyText(several, look).split('\n')).toEqual([
      '2 titles fit "heat"; say which one.',
      '  1  Heat (1986) (Films)   pcu why "key:9"',
      '  2  Heat (1995)   pcu why "key:1"'
    ])
  })
})
