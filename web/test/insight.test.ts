/** What the cache brought, in a real browser: charts that are told in words, gone through with the keyboard, and shown as tables. */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { piecesOf } from '../src/features/insight/pieces.ts'
import { weekSentences } from '../src/features/insight/words.ts'
import { breaches, chromiumPath, ensureBuilt, type Look, type Opened, open, overflow, startBrowser } from './browser.ts'
import { broughtWorld } from './insight-worlds.ts'
import { hostileTitles, idleWorld, type World } from './worlds.ts'

const MISSING = chromiumPath === undefined ? ' (left out: no Chromium found; install it or set CHROMIUM_PATH)' : ''
const hour = 3_600_000

describe('the week in sentences', () => {
  const none = {
    plays: 0,
    pool: 0,
    array: 0,
    elsewhere: 0,
    unknown: 0,
    hitPercent: null,
    poolBytes: 0,
    woke: 0,
    spared: 0
  }

  it('names the reasons of what did not come from the pool, and claims of disks only what is known', () => {
    const misses = [
      { reason: 'never-predicted' as const, plays: 2 },
      { reason: 'too-late' as const, plays: 2 }
    ]
    expect(weekSentences({ ...none, plays: 23, pool: 19, array: 4, woke: 3, misses }).join(' ')).toBe(
      'Of 23 plays in the last 7 days, 19 came from the pool. 4 came from the array: 2 never predicted, 2 still on the way. 3 of them each had to wake a disk that was known to be asleep.'
    )
    expect(weekSentences({ ...none, plays: 5, pool: 5, misses: [] }).join(' ')).toBe(
      'Of 5 plays in the last 7 days, all came from the pool.'
    )
  })
})

describe('the last 24 hours of a disk', () => {
  it('have no gap: before the first look nothing is known, and what was older goes into them', () => {
    const now = 100 * hour
    expect(piecesOf([{ at: now - 3 * hour, state: 'asleep' }], now)).toEqual([
      { at: now - 24 * hour, state: 'unknown', lengthMs: 21 * hour },
      { at: now - 3 * hour, state: 'asleep', lengthMs: 3 * hour }
    ])
    expect(piecesOf([{ at: 0, state: 'awake' }], now)).toEqual([
      { at: now - 24 * hour, state: 'awake', lengthMs: 24 * hour }
    ])
    expect(piecesOf([], now)).toEqual([{ at: now - 24 * hour, state: 'unknown', lengthMs: 24 * hour }])
  })
})

describe.skipIf(chromiumPath === undefined)(`the page of what the cache brought${MISSING}`, () => {
  let browser: Browser
  const opened: Opened[] = []

  beforeAll(async () => {
    await ensureBuilt()
    browser = await startBrowser()
  }, 180_000)
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()))
  })
  afterAll(() => browser.close())

  const look = async (world: World, given: Look = {}): Promise<Opened> => {
    const one = await open(browser, world, { reducedMotion: 'reduce', at: 'insight', ...given })
    opened.push(one)
    return one
  }

  it('B5: tells every chart in words and as a table, goes through it with the keyboard, and shows hostile titles as text, on a phone', async () => {
    const { page, complaints } = await look(broughtWorld(), { width: 390, scheme: 'light' })
    await page.getByText('80.9% of the plays in this time came from the pool.').waitFor()
    expect(
      await page
        .getByRole('img', { name: /^96 plays: 76 from the pool/u })
        .locator('canvas')
        .count()
    ).toBe(1)
    const slider = page.getByRole('slider', { name: 'Look at a day' }).first()
    await slider.press('ArrowLeft')
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/: 3 from the pool, 0 from the array$/u)
    await slider.press('End')
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/, 2 elsewhere or unknown$/u)
    const buttons = page.getByRole('button', { name: /^Show as a table/u })
    expect(await buttons.count()).toBe(6)
    await page.getByRole('button', { name: 'Show as a table: Whether disks sleep' }).press('Enter')
    const table = page.getByRole('region', { name: 'Whether disks sleep, as a table' }).getByRole('table')
    expect(await table.getByRole('row').count()).toBe(5)
    expect(await page.getByRole('region', { name: 'The newest of them' }).textContent()).toContain(hostileTitles[0])
    expect(await page.evaluate(() => document.body.dataset['broken'])).toBeUndefined()
    expect([await overflow(page), await breaches(page), complaints]).toEqual([0, [], []])
  })

  it('says of an empty history that it is empty, looks further back by its address, and is led to from the dashboard', async () => {
    const { page, complaints } = await look(idleWorld(), { at: '' })
    await page.getByRole('link', { name: 'All figures' }).click()
    await page.getByText('No play has been seen in this time.').waitFor()
    await page.getByRole('link', { name: '90 days' }).click()
    await expect.poll(() => new URL(page.url()).search).toBe('?days=90')
    await page.getByText('There were 0 from pool and array in this time.').waitFor()
    expect([await overflow(page), await breaches(page), complaints]).toEqual([0, [], []])
  })
})
