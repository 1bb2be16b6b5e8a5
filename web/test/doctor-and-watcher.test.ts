/** What the doctor finds and does, and what is told of plays, in a real browser. */
import { paths } from '@pcu/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { breaches, chromiumPath, ensureBuilt, type Look, type Opened, open, overflow, startBrowser } from './browser.ts'
import { findingWorld, watchingWorld } from './watching-worlds.ts'
import type { World } from './worlds.ts'

const MISSING = chromiumPath === undefined ? ' (left out: no Chromium found; install it or set CHROMIUM_PATH)' : ''

const looks: readonly Look[] = [
  { width: 390, scheme: 'dark', language: 'de', reducedMotion: 'reduce' },
  { width: 1280, scheme: 'light', reducedMotion: 'reduce' }
]
const pages: readonly [string, () => World][] = [
  ['doctor', findingWorld],
  ['activity/now', watchingWorld],
  ['activity/history', watchingWorld],
  ['activity/calendar', watchingWorld]
]

describe.skipIf(chromiumPath === undefined)(`doctor and watcher${MISSING}`, () => {
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

  const look = async (world: World, given: Look): Promise<Opened> => {
    const one = await open(browser, world, given)
    opened.push(one)
    return one
  }
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click()

  describe.each(looks)('at $width pixels, $scheme', (given) => {
    it.each(pages)('are accessible, calm, not too wide, and show hostile names as text: %s', async (at, world) => {
      const { page, complaints } = await look(world(), { ...given, at })
      expect(await breaches(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      expect(await page.locator('main img').count()).toBe(0)
      expect(complaints).toEqual([])
    })
  })

  it('repair only after the consequences were told, and say what was done', async () => {
    const { page, standIn } = await look(findingWorld(), { at: 'doctor' })
    await page.getByText('With a repair: It is forgotten.').waitFor()
    await press(page, 'Repair what is safe')
    await page.getByText('No film is deleted that exists only once.').waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(standIn.orders).toEqual([])
    await press(page, 'Repair what is safe')
    await page.getByRole('dialog').getByRole('button', { name: 'Repair', exact: true }).click()
    await page.getByText('The record of a copy was forgotten.').waitFor()
    expect(standIn.orders).toEqual([`${paths.auditDoctor} {"repair":true}`])
  })

  it('do with an orphan what was chosen, once it was told what that does', async () => {
    const { page, standIn } = await look(findingWorld(), { at: 'doctor' })
    await press(page, 'Bring the file back')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('The original goes back to its place.').waitFor()
    await dialog.getByRole('button', { name: 'Bring the file back' }).click()
    await expect.poll(() => standIn.orders).toEqual(['/api/v1/orphans/9/resolve {"how":"restore"}'])
  })

  it('switch listening off', async () => {
    const { page, standIn } = await look(watchingWorld(), { at: 'activity/now' })
    await page.getByText('41 %').waitFor()
    await page.getByText('1,234').waitFor()
    await page.getByRole('switch', { name: 'Listen to what is played' }).click({ force: true })
    await expect.poll(() => standIn.orders).toEqual([`${paths.stopWatcher} {}`])
  })

  it('count and date as Germans do', async () => {
    const { page } = await look(watchingWorld(), { at: 'activity/now', language: 'de' })
    await page.getByText('1.234').waitFor()
  })
})
