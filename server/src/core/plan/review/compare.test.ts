import type { PlannedFile, PlannedStep, PlanRecord } from '@pcu/contract'
import { describe, expect, it } from 'vitest'
import { differencesOf } from './compare.ts'

const aFile = (facts: Partial<PlannedFile> = {}): PlannedFile => ({
  source: '/mnt/user/a.mkv',
  destination: '/mnt/cache/a.mkv',
  disk: '/mnt/disk1',
  role: 'video',
  sizeBytes: 10,
  mark: '1/1',
  ...facts
})

const aStep = (facts: Partial<PlannedStep> = {}): PlannedStep => ({
  operation: 'move',
  unit: '/mnt/user/a.mkv',
  title: 'Alpha',
  because: [{ code: 'on-deck', person: 'Ann' }],
  sizeBytes: 10,
  files: [aFile()],
  ...facts
})

const aPlan = (...steps: readonly PlannedStep[]): PlanRecord => ({
  madeAt: 0,
  goal: 'follow-plex',
  allowReturns: false,
  ground: { 'the pool': '/mnt/cache' },
  steps: [...steps]
})

const other = aStep({ unit: '/mnt/user/b.mkv', title: 'Beta' })
const kinds = (was: PlanRecord, is: PlanRecord) => differencesOf(was, is).map(({ kind }) => kind)

describe('a plan that was reviewed', () => {
  it('is the same in another order, made at another time, and after somebody watched on', () => {
    const file = aFile({ source: '/mnt/user/a.srt' })
    const was = aPlan(aStep({ files: [aFile(), file] }), other)
    const seen = { code: 'on-deck', person: 'Ann', resumeAtPercent: 40 } as const
    const is = { ...aPlan(other, aStep({ files: [file, aFile()], because: [seen] })), madeAt: 9 }
    expect(differencesOf(was, is)).toEqual([])
  })

  it('differs by what came and what went', () => {
    expect(differencesOf(aPlan(aStep()), aPlan(other))).toEqual([
      { kind: 'added', is: other },
      { kind: 'gone', was: aStep() }
    ])
  })

  it.each<[string, Partial<PlannedStep>, string]>([
    ['another operation', { operation: 'copy' }, 'operation'],
    ['another size', { files: [aFile({ sizeBytes: 11 })] }, 'files'],
    ['another file of the same size', { files: [aFile({ mark: '2/1' })] }, 'files'],
    ['another disk', { files: [aFile({ disk: '/mnt/disk2' })] }, 'files'],
    ['one file more', { files: [aFile(), aFile({ source: '/mnt/user/a.srt' })] }, 'files'],
    ['another destination', { files: [aFile({ destination: '/mnt/cache/b.mkv' })] }, 'files'],
    ['another person', { because: [{ code: 'on-deck', person: 'Ben' }] }, 'reason'],
    [
      'one reason more',
      {
        because: [
          { code: 'on-deck', person: 'Ann' },
          { code: 'playing', person: 'Ben' }
        ]
      },
      'reason'
    ]
  ])('differs by %s', (_name, facts, what) => {
    expect(differencesOf(aPlan(aStep()), aPlan(aStep(facts)))).toMatchObject([{ kind: 'changed', what }])
  })

  it('is another one when the same unit goes the other way', () => {
    expect(kinds(aPlan(aStep()), aPlan(aStep({ operation: 'return' })))).toEqual(['added', 'gone'])
  })

  it('differs by the remedy, and by the ground that it was made for', () => {
    const settled = aStep({ operation: 'settle', how: 'restore' })
    expect(kinds(aPlan(settled), aPlan({ ...settled, how: 'forget' }))).toEqual(['changed'])
    expect(differencesOf(aPlan(), { ...aPlan(), ground: { 'the pool': '/mnt/fast' } })).toEqual([
      { kind: 'ground', name: 'the pool', was: '/mnt/cache', is: '/mnt/fast' }
    ])
  })
})
