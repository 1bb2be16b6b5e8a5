import { describe, expect, test } from 'vitest'
import { effectiveMode, type ModeSwitches } from './mode.ts'

/** The defaults of the settings: move, with a link where a link is needed. */
const switches = (changed: Partial<ModeSwitches> = {}): ModeSwitches => ({
  copyToCache: false,
  moveWithSymlinks: false,
  useSymlinks: true,
  deleteWhenDone: true,
  ...changed
})

describe('the default, move', () => {
  test('removes the original and needs no link where a union shows the pool', () => {
    const { mode, warnings } = effectiveMode(switches(), 'union')
    expect(mode).toEqual({ presentation: 'union', original: 'remove' })
    expect(warnings).toEqual([])
  })

  test('leaves a link at the old path where the pool is elsewhere', () => {
    const { mode, warnings } = effectiveMode(switches(), 'elsewhere')
    expect(mode).toEqual({ presentation: 'symlink', original: 'remove' })
    expect(warnings).toEqual([])
  })

  test('is a bare move without links, and says that Plex loses sight of the file', () => {
    const { mode, warnings } = effectiveMode(switches({ useSymlinks: false }), 'elsewhere')
    expect(mode).toEqual({ presentation: 'bare', original: 'remove' })
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain('Plex loses sight')
    expect(warnings[0]).toContain('USE_SYMLINKS_FOR_CACHE')
  })

  test('needs no link on a union even when links are switched off', () => {
    const { mode, warnings } = effectiveMode(switches({ useSymlinks: false }), 'union')
    expect(mode).toEqual({ presentation: 'union', original: 'remove' })
    expect(warnings).toEqual([])
  })
})

describe('copy', () => {
  test('keeps the original where a union shows the pool', () => {
    const { mode, warnings } = effectiveMode(switches({ copyToCache: true }), 'union')
    expect(mode).toEqual({ presentation: 'union', original: 'keep' })
    expect(warnings).toEqual([])
  })

  test('is effective on a union without links, so it does not warn', () => {
    expect(effectiveMode(switches({ copyToCache: true, useSymlinks: false }), 'union').warnings).toEqual([])
  })

  test('parks the original behind a link where the pool is elsewhere', () => {
    const { mode, warnings } = effectiveMode(switches({ copyToCache: true }), 'elsewhere')
    expect(mode).toEqual({ presentation: 'symlink', original: 'backup' })
    expect(warnings).toEqual([])
  })

  test('without links elsewhere is a copy that Plex never reads, and says so', () => {
    const { mode, warnings } = effectiveMode(switches({ copyToCache: true, useSymlinks: false }), 'elsewhere')
    expect(mode).toEqual({ presentation: 'bare', original: 'keep' })
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain('no effect on playback')
  })

  test('wins over the hybrid mode, with a warning that names both', () => {
    const { mode, warnings } = effectiveMode(switches({ copyToCache: true, moveWithSymlinks: true }), 'elsewhere')
    expect(mode).toEqual({ presentation: 'symlink', original: 'backup' })
    expect(warnings[0]).toContain('COPY_TO_CACHE')
    expect(warnings[0]).toContain('MOVE_WITH_SYMLINKS')
  })
})

describe('hybrid', () => {
  test('links where the pool is elsewhere, whatever USE_SYMLINKS_FOR_CACHE says', () => {
    const { mode, warnings } = effectiveMode(switches({ moveWithSymlinks: true, useSymlinks: false }), 'elsewhere')
    expect(mode).toEqual({ presentation: 'symlink', original: 'remove' })
    expect(warnings).toEqual([])
  })

  test('needs no link on a union', () => {
    const { mode } = effectiveMode(switches({ moveWithSymlinks: true }), 'union')
    expect(mode).toEqual({ presentation: 'union', original: 'remove' })
  })
})

describe('DELETE_FROM_CACHE_WHEN_DONE', () => {
  test.each(['union', 'elsewhere'] as const)('never changes the mode (%s)', (situation) => {
    const kept = effectiveMode(switches({ deleteWhenDone: false }), situation)
    expect(effectiveMode(switches({ deleteWhenDone: true }), situation).mode).toEqual(kept.mode)
  })

  test('is told to be overridden where the pool holds the only copy', () => {
    expect(effectiveMode(switches(), 'elsewhere').sentence).toContain('never discards the only copy')
  })
})

test('the sentence tells the fate of the original and how Plex reads the file', () => {
  expect(effectiveMode(switches({ copyToCache: true }), 'elsewhere').sentence).toBe(
    'The original stays on the array under its name with .plexcached added, and Plex reads the copy through a link at the original path. When it is done, the original serves again and the redundant copy is dropped.'
  )
})
