/** Every scene of the gallery, photographed, accessible, calm and not too wide, at both widths and in both themes. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { breaches, chromiumPath, ensureBuilt, open, overflow, startBrowser } from '../browser.ts'
import { looks, scenes, stage } from './scenes.ts'

const MISSING = chromiumPath === undefined ? ' (left out: no Chromium found; install it or set CHROMIUM_PATH)' : ''

/** A page on which something is seen; one that stayed empty compresses to less. */
const leastBytes = 9000

/** They take turns with the looks, as each costs more than a second; `npm run gallery` photographs all of them in both. */
const heldHere = scenes.filter(({ isHeldElsewhere }) => isHeldElsewhere !== true)

describe.skipIf(chromiumPath === undefined)(`the gallery${MISSING}`, () => {
  let browser: Browser
  beforeAll(async () => {
    await ensureBuilt()
    browser = await startBrowser()
  }, 180_000)
  afterAll(() => browser.close())

  describe.each(looks.map((look, turn) => ({ ...look, turn })))('at $width pixels, $scheme', ({ turn, ...look }) => {
    it.each(heldHere.filter((_, at) => at % looks.length === turn))('$name', async (scene) => {
      const { page, standIn, complaints, close } = await open(browser, scene.world(), { ...look, ...scene })
      try {
        await stage(scene, page, standIn)
        expect((await page.screenshot()).length).toBeGreaterThan(leastBytes)
        expect(await breaches(page)).toEqual([])
        expect(await overflow(page)).toBe(0)
        // A browser writes down by itself what was answered with a problem, and a stream that broke.
        expect(complaints.filter((said) => !/^Failed to load resource|EventSource/u.test(said))).toEqual([])
      } finally {
        await close()
      }
    })
  })
})
