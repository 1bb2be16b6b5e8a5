/** What happened, in a real browser: days, pages, filters and the run behind it, all in the address. */
import { historyFilePath } from '@pcu/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readersWorld } from './access-worlds.ts'
import { breaches, chromiumPath, ensureBuilt, type Look, type Opened, open, overflow, startBrowser } from './browser.ts'
import { pastWorld } from './history-worlds.ts'
import { freshWorld, type World } from './worlds.ts'

const MISSING = chromiumPath === undefined ? ' (left out: no Chromium found; install it or set CHROMIUM_PATH)' : ''

const { access } = readersWorld()
const guest: Partial<World> = access === undefined ? {} : { access }

const looks: readonly Look[] = [
  { width: 1280, scheme: 'light', reducedMotion: 'reduce' },
  { width: 390, scheme: 'dark', reducedMotion: 'reduce', language: 'de' }
]

describe.skipIf(chromiumPath === undefined)(`history${MISSING}`, () => {
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
    const one = await open(browser, world, { at: 'activity/history', ...given })
    opened.push(one)
    return one
  }
  const card = (page: Page) => page.getByRole('region', { name: 'What happened' })

  it.each(looks)('is accessible, not too wide, and shows hostile names as text at $width pixels', async (given) => {
    const { page, complaints } = await look(pastWorld(), { ...given, at: 'activity/history?run=41' })
    await page.getByRole('dialog').getByText('Heat <img').waitFor()
    expect(await breaches(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('')
    expect(await breaches(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect(await page.locator('main img').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  it('is narrowed, turned and left again by its address', async () => {
    const { page } = await look(pastWorld())
    await card(page).getByText('60 events').waitFor()
    expect(await card(page).getByRole('option', { name: 'Failed (1)' }).count()).toBe(1)
    await card(page).getByRole('button', { name: 'Next page' }).click()
    await card(page).getByText('Film 25 (2001)').waitFor()
    expect(new URL(page.url()).search).toBe('?page=2')
    await card(page).getByLabel('What', { exact: true }).selectOption('failed')
    await card(page).getByText('The disk /mnt/disk3 is full.').waitFor()
    await card(page).getByText('1 event', { exact: true }).waitFor()
    expect(new URL(page.url()).search).toBe('?kind=failed')
    const file = new URL((await card(page).getByRole('link', { name: 'As CSV' }).getAttribute('href')) ?? '')
    expect(file.pathname.endsWith(historyFilePath)).toBe(true)
    expect(file.search).toBe('?kind=failed&format=csv')
    await card(page).getByRole('button', { name: 'Open run 41' }).click()
    await page.getByRole('dialog').getByText('What was done').waitFor()
    expect(new URL(page.url()).search).toBe('?kind=failed&run=41')
    await page.goBack()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await card(page).getByRole('button', { name: 'Show everything' }).click()
    await card(page).getByText('60 events').waitFor()
  })

  it('undoes a move once it was told what that does, and says why not where it cannot', async () => {
    const { page, standIn } = await look(pastWorld())
    await card(page)
      .getByRole('button', { name: /^Put it back on the pool/u })
      .click()
    await card(page).getByText('Left where it is for now: Mia is playing it.').waitFor()
    await card(page)
      .getByRole('button', { name: /^Bring it home/u })
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('goes home.').waitFor()
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(standIn.orders).toEqual([])
    await card(page)
      .getByRole('button', { name: /^Bring it home/u })
      .click()
    await dialog.getByRole('button', { name: 'Bring it home' }).click()
    await expect.poll(() => standIn.orders).toEqual(['/api/v1/history/1000/undo {}'])
    await card(page).getByText('A run was asked for.').waitFor()
  })

  it('shows whoever may only read the order with the reason why it is not theirs', async () => {
    const { page, standIn } = await look({ ...pastWorld(), ...guest })
    const button = card(page).getByRole('button', { name: /^Bring it home/u })
    expect([await button.getAttribute('aria-disabled'), await button.getAttribute('title')]).toEqual([
      'true',
      'You may look, but not give this order.'
    ])
    await button.click({ force: true })
    expect([await page.getByRole('dialog').count(), standIn.orders]).toEqual([0, []])
  })

  it('says what will stand there when nothing happened yet', async () => {
    const { page } = await look(freshWorld())
    await card(page).getByText('Nothing happened yet.').waitFor()
  })
})
