import type { Reason } from '@pcu/contract'
import { describe, expect, it } from 'vitest'
import type { Mode } from '#core/model/unit.ts'
import { bothGates, gateOf, holdsPromotion, holdsReturn } from './root-gates.ts'

const reason: Reason = { code: 'root-not-ready', root: '/mnt/disk1', detail: 'it is away.' }
const modes = {
  keep: { presentation: 'union', original: 'keep' },
  backup: { presentation: 'symlink', original: 'backup' },
  removeLinked: { presentation: 'symlink', original: 'remove' },
  removeMerged: { presentation: 'union', original: 'remove' }
} as const satisfies Record<string, Mode>

/** Which modes hold: promotion and return, in the order of `modes`. */
const held = (state: Parameters<typeof gateOf>[0]) => {
  const gates = new Map([['/mnt/disk1', gateOf(state, reason)]])
  const ask = (roots: readonly string[]) => ({
    in: Object.values(modes).map((mode) => holdsPromotion(roots, mode, gates) !== undefined),
    out: Object.values(modes).map((mode) => holdsReturn(roots, mode, gates) !== undefined)
  })
  expect(ask(['/mnt/disk2', '/mnt/disk3']), 'files on other disks').toEqual({
    in: [false, false, false, false],
    out: [false, false, false, false]
  })
  expect(ask([]), 'a place that is not known').toEqual(ask(['/mnt/disk2']))
  return ask(['/mnt/disk2', '/mnt/disk1'])
}

const none = [false, false, false, false]
const all = [true, true, true, true]

describe('an array root in trouble', () => {
  it.each(['offline', 'broken', 'refused'] as const)('%s holds back everything that lies there', (state) => {
    expect(held(state)).toEqual({ in: all, out: all })
  })

  it('that is read-only still gives copies, and takes back what was never taken away', () => {
    expect(held('read-only')).toEqual({ in: [false, true, true, true], out: [false, true, true, true] })
  })

  it('that is full takes no bytes where they must come back to that very disk', () => {
    expect(held('full')).toEqual({ in: none, out: [false, false, true, false] })
  })

  it('that is online holds back nothing', () => {
    expect(held('online')).toEqual({ in: none, out: none })
  })

  it('that is being tried gives files and takes none: the copy may be the only good one', () => {
    const gates = new Map([['/mnt/disk1', { rely: reason }]])
    expect(holdsPromotion(['/mnt/disk1'], modes.backup, gates)).toBeUndefined()
    expect(holdsReturn(['/mnt/disk1'], modes.keep, gates)).toEqual(reason)
  })
})

it('of two judgements the first is told, and both hold', () => {
  const other: Reason = { ...reason, detail: 'other' }
  expect(bothGates({ change: reason }, gateOf('offline', other))).toEqual({
    touch: other,
    rely: other,
    change: reason,
    fill: other
  })
})
