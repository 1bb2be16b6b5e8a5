/** The library and its why-drawer in a real browser: every title, found, narrowed, asked about and pinned, by keys alone. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readersWorld } from './access-worlds.ts'
import { breaches, chromiumPath, ensureBuilt, type Look, type Opened, open, overflow, startBrowser } from './browser.ts'
import { hostileLibraryWorld, libraryWorld, someRows, versionsWorld, wideLibraryWorld } from './library-worlds.ts'
import type { World } from './worlds.ts'

const MISSING = chromiumPath === undefined ? ' (left out: no Chromium found; install it or set CHROMIUM_PATH)' : ''

const looks: readonly Look[] = [
  { width: 1280, scheme: 'dark', reducedMotion: 'reduce' },
  { width: 390, scheme: 'light', reducedMotion: 'reduce' }
]

describe.skipIf(chromiumPath === undefined)(`the library${MISSING}`, () => {
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
    const one = await open(browser, world, { at: 'library', reducedMotion: 'reduce', ...given })
    opened.push(one)
    return one
  }
  const titles = (page: Page) => page.getByRole('list', { name: 'Titles of the library' })
  const row = (page: Page, name: string | RegExp) => titles(page).getByRole('link', { name })
  const drawer = (page: Page) => page.getByRole('dialog', { name: 'Why?' })
  const hasFocus = (one: Locator) =>
    expect.poll(() => one.evaluate((node) => node === document.activeElement)).toBe(true)
  const sees = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).first().waitFor()
  const behind = (page: Page) => new URL(page.url()).search

  describe.each(looks)('at $width pixels, $scheme', (given) => {
    it('is accessible, calm and not too wide, with the drawer and the filters open and shut', async () => {
      const { page, complaints } = await look(libraryWorld(), given)
      await row(page, /^Quiet Rivers/).waitFor()
      expect(await breaches(page)).toEqual([])
      await row(page, /^Quiet Rivers/).click()
      await drawer(page).getByText('Who wants it').waitFor()
      expect(await breaches(page)).toEqual([])
      await page.keyboard.press('Escape')
      await drawer(page).waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Filters' }).click()
      await page
        .getByRole('dialog', { name: 'Filters' })
        .getByRole('button', { name: /^Robin/ })
        .waitFor()
      expect(await breaches(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      expect(complaints).toEqual([])
    })
  })

  it('shows hostile titles as the text they are, in the list, the filters and the drawer', async () => {
    const { page, complaints } = await look(hostileLibraryWorld(), { width: 390, scheme: 'light' })
    await row(page, /^<img src=x/).waitFor()
    expect(await titles(page).getByRole('listitem').count()).toBe(8)
    await page.getByRole('button', { name: 'Filters' }).click()
    await page.getByRole('dialog', { name: 'Filters' }).getByRole('button', { name: /^<img/ }).first().waitFor()
    await page.keyboard.press('Escape')
    await row(page, /^<img src=x/).click()
    await drawer(page).getByText('What happened').waitFor()
    expect(await breaches(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect(await page.evaluate(() => document.body.dataset['broken'])).toBeUndefined()
    expect(await page.locator('img[src="x"], #root script, [role=dialog] script, main b').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  it('finds one of ten thousand titles, of which only those in sight exist, and keeps the search through a reload', async () => {
    const { page } = await look(wideLibraryWorld())
    await sees(page, /^10,000 titles/)
    const first = row(page, /^Title 1 /)
    await first.focus()
    await page.keyboard.press('End')
    await hasFocus(row(page, /^Title 10000 /))
    expect(await titles(page).getByRole('listitem').count()).toBeLessThan(60)
    expect(await titles(page).getByRole('listitem').last().getAttribute('aria-posinset')).toBe('10000')
    await page.evaluate(() => scrollTo(0, 0))
    await first.waitFor()
    await hasFocus(row(page, /^Title 10000 /))
    await page.keyboard.press('/')
    await hasFocus(page.getByRole('searchbox'))
    await page.keyboard.type('title 9876')
    await sees(page, /^1 title ·/)
    await expect.poll(() => behind(page)).toBe('?text=title+9876')
    await page.reload()
    await row(page, /^Title 9876 /).waitFor()
    expect(await page.getByRole('searchbox').inputValue()).toBe('title 9876')
    await page.getByRole('searchbox').fill('no such thing')
    await sees(page, 'No title fits.')
    await page.getByRole('button', { name: 'Clear all filters' }).click()
    await sees(page, /^10,000 titles/)
    expect(behind(page)).toBe('')
  })

  it('is narrowed, ordered and widened by keys alone, and its address tells to what', async () => {
    const { page } = await look(wideLibraryWorld())
    await page.getByRole('button', { name: 'Filters' }).focus()
    await page.keyboard.press('Enter')
    const sheet = page.getByRole('dialog', { name: 'Filters' })
    await sheet.getByRole('button', { name: /^On the pool/ }).focus()
    await page.keyboard.press('Enter')
    await sheet.getByRole('button', { name: 'Show 100 titles' }).waitFor()
    await sheet.getByRole('button', { name: /^Theo/ }).focus()
    await page.keyboard.press('Space')
    await expect.poll(() => behind(page)).toBe('?state=cached&person=Theo')
    await page.keyboard.press('Escape')
    await hasFocus(page.getByRole('button', { name: 'Filters, 2 set' }))
    await page.getByRole('combobox', { name: 'Order' }).selectOption('Largest')
    await expect.poll(() => behind(page)).toBe('?state=cached&person=Theo&order=size')
    await page.getByRole('button', { name: /^All/ }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => behind(page)).toBe('?person=Theo&order=size')
    expect(await titles(page).getByRole('link').first().textContent()).toMatch(/^Title/)
  })

  it('tells why from the row in focus, by its address too, and gives the focus back', async () => {
    const { page } = await look(libraryWorld())
    await row(page, /^Quiet Rivers/).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await hasFocus(row(page, /^Harbour Lights S02E03/))
    await page.keyboard.press('Enter')
    await drawer(page).getByText('Robin wants it.').waitFor()
    expect(behind(page)).toBe('?why=key%3A3')
    const around = (node: Element) => getComputedStyle(node.parentElement ?? node).backgroundColor
    expect(await drawer(page).evaluate(around), 'the page behind it stays in sight').toBe('rgba(0, 0, 0, 0)')
    await page.keyboard.press('Escape')
    await drawer(page).waitFor({ state: 'detached' })
    expect(behind(page)).toBe('')
    await hasFocus(row(page, /^Harbour Lights S02E03/))
    await page.goto(`${page.url()}?why=key%3A1`)
    await drawer(page).getByText('Robin wants it.').waitFor()
  })

  it('pins and lets go by keys from the row in focus', async () => {
    const { page, standIn } = await look(libraryWorld())
    await row(page, /^Quiet Rivers/).focus()
    await page.keyboard.press('Tab')
    const pin = titles(page).getByRole('button', { name: 'Pin Quiet Rivers (2014)' })
    await hasFocus(pin)
    await page.keyboard.press('Enter')
    await titles(page).getByRole('button', { name: 'Take the pin off Quiet Rivers (2014)' }).waitFor()
    await page.keyboard.press('Enter')
    await hasFocus(pin)
    expect(standIn.orders).toEqual(['/api/v1/pins {"ratingKey":"1"}', 'DELETE /api/v1/pins/50'])
    const heldByShow = titles(page).getByRole('button', {
      name: /S02E04 Part 4 is held by the pin of its season or show/
    })
    expect(await heldByShow.getAttribute('aria-disabled')).toBe('true')
  })

  it('pins one version of a title alone, and shows on which a pin is', async () => {
    const { page, standIn } = await look(versionsWorld(), { at: 'library?why=key%3A1' })
    await drawer(page).getByText('Pinned by Mia. Held.').waitFor()
    expect(await drawer(page).getByRole('button', { name: 'Unpin it' }).count()).toBe(0)
    await drawer(page).getByRole('button', { name: 'Pin this version alone' }).click()
    await expect.poll(() => drawer(page).getByRole('button', { name: 'Unpin this version' }).count()).toBe(2)
    await drawer(page).getByRole('button', { name: 'Unpin this version' }).last().click()
    await expect.poll(() => drawer(page).getByRole('button', { name: 'Pin this version alone' }).count()).toBe(1)
    expect(standIn.orders).toEqual([
      '/api/v1/pins {"ratingKey":"1","file":"/media/films/Quiet Rivers (2014).mkv"}',
      'DELETE /api/v1/pins/9'
    ])
  })

  it('is asked from the rows of other pages too, and lies over what was open there', async () => {
    const { page } = await look(libraryWorld(), { at: '' })
    const run = page.getByRole('dialog').filter({ has: page.getByText('Quiet Rivers (2010)', { exact: true }) })
    await page.getByRole('button', { name: /^Partly done/ }).click()
    const why = run.getByRole('link', { name: 'Why? Quiet Rivers (2010)' })
    await why.click()
    await drawer(page).getByText('Robin wants it.').waitFor()
    expect(behind(page)).toMatch(/^\?why=%2Fmnt%2Fuser%2Fmedia%2F/u)
    await page.keyboard.press('Escape')
    await drawer(page).waitFor({ state: 'detached' })
    await hasFocus(why)
    await page.keyboard.press('Escape')
    await run.waitFor({ state: 'detached' })
  })

  it('lets somebody who may only look ask why, and says why nothing can be pinned', async () => {
    const { page, standIn } = await look({ ...readersWorld(), library: someRows() })
    const pin = titles(page).getByRole('button', { name: 'Your account may look, but not pin.' }).first()
    expect(await pin.getAttribute('aria-disabled')).toBe('true')
    await pin.click({ force: true })
    await row(page, /^Quiet Rivers/).click()
    await drawer(page).getByText('Your account may look, but not pin.').waitFor()
    expect(await drawer(page).getByRole('button', { name: 'Pin it' }).isDisabled()).toBe(true)
    expect(standIn.orders).toEqual([])
  })

  it('shows outlines until titles come, and says where some do not come', async () => {
    const { page, standIn } = await look(wideLibraryWorld())
    await row(page, /^Title 1 /).waitFor()
    const held = Promise.withResolvers<void>()
    await page.route('**/api/v1/library?*offset=9900*', async (route) => {
      await held.promise
      await route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: '{"title":"Busy.","status":503}'
      })
    })
    await row(page, /^Title 1 /).focus()
    await page.keyboard.press('End')
    await titles(page).getByText('Loading').last().waitFor()
    held.resolve()
    await sees(page, 'These titles could not be loaded.')
    await page.unroute('**/api/v1/library?*offset=9900*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await row(page, /^Title 10000 /).waitFor()
    standIn.hangUp()
    await sees(page, /The connection to the server was lost/)
    expect(await titles(page).getByRole('link').count()).toBeGreaterThan(0)
  })

  it('says what is so when there is nothing, when it is old, and when it cannot be had', async () => {
    const { page, standIn } = await look({ ...libraryWorld(), library: [] })
    await sees(page, 'Plex lists no film and no episode.')
    expect(await breaches(page)).toEqual([])
    standIn.change((world) => ({
      ...world,
      libraryFacts: { readAt: null, trouble: 'Plex does not answer: connection refused.' }
    }))
    standIn.resync()
    await sees(page, 'The library is not known yet.')
    await sees(page, 'Plex does not answer: connection refused.')
    standIn.change((world) => ({
      ...libraryWorld(),
      status: world.status,
      libraryFacts: { trouble: 'Plex does not answer.', unread: ['Films'] }
    }))
    standIn.resync()
    await sees(page, /^Plex does not answer; this is what it told last:/)
    await sees(page, /^Not read the last time: Films\./)
    expect(await breaches(page)).toEqual([])
    standIn.change((world) => ({ ...world, failing: true }))
    standIn.resync()
    await sees(page, /^Could not be refreshed/)
    await row(page, /^Quiet Rivers/).waitFor()
    await page.reload()
    await page.getByRole('main').getByRole('button', { name: 'Try again' }).first().waitFor()
    standIn.change((world) => ({ ...world, failing: false }))
    await page.getByRole('main').getByRole('button', { name: 'Try again' }).first().click()
    await row(page, /^Quiet Rivers/).waitFor()
  })
})
