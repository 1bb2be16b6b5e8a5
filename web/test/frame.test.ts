/** The frame in a real browser: addresses, navigation, palette, focus, titles, languages; and every page at both widths and themes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  breaches,
  chromiumPath,
  DIST,
  ensureBuilt,
  type Look,
  type Opened,
  open,
  overflow,
  startBrowser
} from './browser.ts'
import { hostileLibraryWorld } from './library-worlds.ts'
import * as worlds from './worlds.ts'

const MISSING = chromiumPath === undefined ? ' (left out: no Chromium found; install it or set CHROMIUM_PATH)' : ''

/** The others are looked at where what is special about them is tested. */
const addresses = ['activity/now', 'activity/plan']

const looks: readonly Look[] = [
  { width: 1280, scheme: 'dark', reducedMotion: 'reduce' },
  { width: 390, scheme: 'light', reducedMotion: 'reduce' }
]

describe.skipIf(chromiumPath === undefined)(`the frame${MISSING}`, () => {
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

  const look = async (world: worlds.World, given: Look = {}): Promise<Opened> => {
    const one = await open(browser, world, given)
    opened.push(one)
    return one
  }
  const navigation = (page: Page) => page.getByRole('navigation', { name: 'Pages' })
  const heading = (page: Page) => page.getByRole('heading', { level: 1 })
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent)

  describe.each(looks)('at $width pixels, $scheme', (given) => {
    it.each(addresses)('shows %s by its address alone: accessible, calm and not too wide', async (at) => {
      const { page, complaints } = await look(hostileLibraryWorld(), { ...given, at })
      expect(await heading(page).count()).toBe(1)
      expect(await breaches(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      expect(complaints).toEqual([])
    })
  })

  it('leads to every page without loading anew, with its heading in focus and its name on the tab', async () => {
    const { page, complaints } = await look(worlds.idleWorld())
    await page.evaluate(() => Object.assign(window, { sameDocument: true }))
    for (const name of ['Library', 'Activity', 'Users', 'Doctor']) {
      await navigation(page).getByRole('link', { name }).click()
      await heading(page).filter({ hasText: name }).waitFor()
      await expect.poll(() => focused(page)).toBe(name)
      expect(await navigation(page).locator('[aria-current=page]').textContent()).toBe(name)
      await expect.poll(() => page.title()).toContain(name === 'Activity' ? 'Now · PlexCacheUltra' : `${name} · `)
    }
    await page.goBack()
    await heading(page).filter({ hasText: 'Users' }).waitFor()
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
    expect(complaints).toEqual([])
  })

  it('says that an address leads nowhere, and leads back', async () => {
    const { page } = await look(worlds.idleWorld(), { at: 'no-such-page' })
    await heading(page).filter({ hasText: 'There is no such page' }).waitFor()
    await page.getByRole('link', { name: 'Go to the dashboard' }).click()
    await heading(page).filter({ hasText: 'All is well.' }).waitFor()
  })

  it('goes to a page and orders a preview from the palette, by keys alone', async () => {
    const { page, standIn } = await look(worlds.idleWorld(), { reducedMotion: 'reduce' })
    const palette = page.getByRole('dialog')
    const search = async (words: string, found: string) => {
      await page.keyboard.press('Control+k')
      await expect.poll(() => palette.getByRole('textbox').evaluate((box) => box === document.activeElement)).toBe(true)
      await page.keyboard.type(words)
      await palette.locator('[data-selected]').filter({ hasText: found }).waitFor()
      await page.keyboard.press('Enter')
      await palette.waitFor({ state: 'detached' })
    }
    await page.keyboard.press('Control+k')
    await palette.getByText('Doctor', { exact: true }).waitFor()
    expect(await breaches(page)).toEqual([])
    await page.keyboard.press('Escape')
    await palette.waitFor({ state: 'detached' })
    await search('libr', 'Library')
    await heading(page).filter({ hasText: 'Library' }).waitFor()
    await search('preview', 'review')
    await page.getByText('A run was asked for.').waitFor()
    expect(standIn.orders).toEqual(['/api/v1/runs {"dryRun":true}'])
  })

  it('skips to the content of a deep page without leaving it', async () => {
    const { page } = await look(worlds.idleWorld(), { at: 'activity/plan' })
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to content')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('content')
    expect(new URL(page.url()).pathname).toBe('/pcu/activity/plan')
  })

  it('holds the run under way from every page', async () => {
    const { page, standIn } = await look(worlds.busyWorld(), { at: 'users' })
    await page.getByRole('button', { name: 'Pause the run' }).click()
    await expect.poll(() => standIn.orders).toEqual(['/api/v1/runs/pause {}'])
  })

  it('keeps five ways in sight on a phone, at the lower edge', async () => {
    const { page } = await look(worlds.idleWorld(), { width: 390 })
    const box = await navigation(page).boundingBox()
    expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(900)
    const ways = await navigation(page).locator('a, button').filter({ visible: true }).all()
    expect(ways.length).toBeLessThanOrEqual(5)
    for (const way of ways) expect((await way.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  })

  it('speaks German to a German browser, and English when that is chosen', async () => {
    const { page } = await look(worlds.idleWorld(), { at: 'library', language: 'de' })
    await heading(page).filter({ hasText: 'Bibliothek' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
    await page.getByLabel('Sprache').selectOption('English')
    await heading(page).filter({ hasText: 'Library' }).waitFor()
  })

  it('is told nothing inline', () => {
    expect(readFileSync(join(DIST, 'index.html'), 'utf8')).not.toMatch(/ style=| on[a-z]+=/)
  })
})
