/** Applying a plan that was reviewed, in a real browser. */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { breaches, chromiumPath, ensureBuilt, type Opened, open, overflow, startBrowser } from './browser.ts'
import { GB, HOUR } from './builders.ts'
import { testModeWorld, type World } from './worlds.ts'

const MISSING = chromiumPath === undefined ? ' (left out: no Chromium found; install it or set CHROMIUM_PATH)' : ''

const none = { units: 0, files: 0, bytes: 0 }

const reviewable = (): World => ({
  ...testModeWorld(),
  review: {
    totals: [
      { operation: 'copy', units: 2, files: 5, bytes: 18 * GB },
      { operation: 'link', units: 1, files: 1, bytes: 2 * GB },
      { operation: 'return', units: 1, files: 2, bytes: 4 * GB },
      { operation: 'mend', ...none },
      { operation: 'keep', units: 9, files: 9, bytes: 90 * GB }
    ],
    review: { digest: 'd-1', untilAt: Date.now() + HOUR },
    refusal: null
  }
})

describe.skipIf(chromiumPath === undefined)(`a plan that was reviewed${MISSING}`, () => {
  let browser: Browser
  let opened: Opened | undefined

  beforeAll(async () => {
    await ensureBuilt()
    browser = await startBrowser()
  }, 180_000)
  afterEach(() => opened?.close())
  afterAll(() => browser.close())

  const look = async (world: World): Promise<Opened> => {
    opened = await open(browser, world, { reducedMotion: 'reduce', at: 'activity/plan', width: 390 })
    return opened
  }

  it('is applied by its digest after a question that says how much moves, and until when', async () => {
    const { page, standIn, complaints } = await look(reviewable())
    await page.getByRole('button', { name: 'Apply this plan…' }).click()
    const question = page.getByRole('dialog', { name: 'Apply this plan?' })
    await question.getByText('3 titles (20 GB) to the pool, 1 title (4 GB) home to the array.').waitFor()
    await question.getByText(/^A plan is good for a day: this one until /u).waitFor()
    expect(await breaches(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    await question.getByRole('button', { name: 'Leave everything as it is' }).click()
    expect(standIn.orders).toEqual([])
    await page.getByRole('button', { name: 'Apply this plan…' }).click()
    await question.getByRole('button', { name: 'Apply the plan' }).click()
    await page.getByText('A run was asked for.').waitFor()
    expect(standIn.orders).toEqual(['/api/v1/plans/42/apply {"digest":"d-1"}'])
    expect(complaints).toEqual([])
  })

  it('is not offered to be applied when that would be refused: the reason is told instead', async () => {
    const { page, standIn } = await look(testModeWorld())
    await page.getByRole('button', { name: 'Apply this plan…' }).click()
    await page.getByRole('alert').getByText('Refused: the plan was made longer than a day ago.').waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(standIn.orders).toEqual([])
  })
})
