/** The settings in a real browser, against the real endpoints over a real database. */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createHttp } from '../../server/src/http/server.ts'
import { openDoor } from '../../server/test/builders/door.ts'
import { aStage, type Stage } from '../../server/test/builders/stage.ts'
import { breaches, chromiumPath, DIST, ensureBuilt, overflow, startBrowser } from './browser.ts'

const MISSING = chromiumPath === undefined ? ' (left out: no Chromium found; install it or set CHROMIUM_PATH)' : ''

interface Served {
  readonly stage: Stage
  readonly url: string
  readonly close: () => Promise<void>
}

const serve = async (env: Readonly<Record<string, string>> = {}): Promise<Served> => {
  const stage = await aStage({ env })
  const { face } = stage.app
  const app = createHttp({ ...openDoor(), face, version: '9', pageFolder: join(DIST), onBug: () => undefined })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    stage,
    url,
    close: async () => {
      await app.close()
      await stage.leave()
    }
  }
}

describe.skipIf(chromiumPath === undefined)(`the settings${MISSING}`, () => {
  let browser: Browser
  let served: Served
  const pages: Page[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    await ensureBuilt()
    browser = await startBrowser()
    served = await serve({ DAYS_TO_MONITOR: 'many' })
  }, 180_000)
  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.context().close()))
    complaints.length = 0
    const { settings } = served.stage.app.face
    const saved = settings.view().settings.filter(({ origin }) => origin === 'saved')
    const changes = Object.fromEntries(saved.map(({ key }) => [key, null]))
    await settings.save({ revision: settings.view().revision, changes })
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
  })

  const look = async (at: string, width = 1280, language = 'en'): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      reducedMotion: 'reduce',
      locale: language
    })
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (said) => {
      // A refused save is an answer; the browser calls it an error all the same.
      if (said.type() === 'error' && !said.text().includes('409')) complaints.push(said.text())
    })
    await page.goto(`${served.url}/settings/${at}`)
    await page.locator('main h3').first().waitFor()
    pages.push(page)
    return page
  }
  const row = (page: Page, env: string) => page.locator(`#${env}`)
  const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true })

  it('saves what was typed: it is there after loading again, and one step takes it back', async () => {
    const page = await look('pool')
    await row(page, 'POOL_KEEP_FREE_GB').getByRole('textbox').fill('10%')
    await row(page, 'POOL_MAKE_ROOM').getByRole('switch').click({ force: true })
    await page.getByText('2 unsaved changes').waitFor()
    await page.getByRole('button', { name: 'Show what' }).click()
    await page.getByRole('region', { name: 'Unsaved changes' }).getByText('10%').waitFor()
    await save(page).click()
    await page.getByText('Saved.', { exact: true }).waitFor()
    await page.reload()
    await row(page, 'POOL_KEEP_FREE_GB').getByText('Saved here').waitFor()
    expect(await row(page, 'POOL_KEEP_FREE_GB').getByRole('textbox').inputValue()).toBe('10%')
    expect(await row(page, 'POOL_MAKE_ROOM').getByRole('switch').isChecked()).toBe(false)
    await page.getByRole('button', { name: 'Reset Keep free on the pool' }).click()
    await save(page).click()
    await row(page, 'POOL_KEEP_FREE_GB').getByText('Default', { exact: true }).waitFor()
    expect(complaints).toEqual([])
  })

  it('says at once what cannot be, here and by the server, and does not save it', async () => {
    const page = await look('pool')
    await row(page, 'POOL_HOLD_HOURS').getByRole('textbox').fill('9000')
    await row(page, 'POOL_HOLD_HOURS').getByText('A whole number from 0 to 8,760, please.').waitFor()
    expect(await save(page).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Drop' }).click()
    await page.getByRole('link', { name: 'Paths', exact: true }).click()
    await row(page, 'CACHE_DIR').getByRole('textbox').fill('/mnt/user/cache')
    await page.getByRole('button', { name: 'Show what' }).click()
    await page
      .getByText(/The cache folder .* is inside \/mnt\/user|The cache folder .*\/mnt\/user/u)
      .first()
      .waitFor()
    expect(await save(page).isDisabled()).toBe(true)
    expect(await breaches(page)).toEqual([])
    expect(served.stage.app.face.settings.view().settings.filter(({ origin }) => origin === 'saved')).toEqual([])
  })

  it('shows the second of two tabs what the first one saved, and saves what it then chooses', async () => {
    const [first, second] = [await look('pool'), await look('pool')]
    await row(second, 'POOL_HOLD_HOURS').getByRole('textbox').fill('2')
    await row(second, 'POOL_KEEP_FREE_GB').getByRole('textbox').fill('30')
    await row(first, 'POOL_KEEP_FREE_GB').getByRole('textbox').fill('40')
    await save(first).click()
    await first.getByText('Saved.', { exact: true }).waitFor()
    await save(second).click()
    const dialog = second.getByRole('dialog')
    await dialog.getByText('Somebody else saved meanwhile').waitFor()
    const said = dialog.getByRole('listitem').filter({ hasText: 'Keep free on the pool' })
    expect((await said.locator('dd').allTextContents()).slice(0, 3)).toEqual(['20 GB', '40 GB', '30 GB'])
    expect(await breaches(second)).toEqual([])
    await dialog.getByLabel('Save mine for Keep free on the pool').uncheck()
    await dialog.getByRole('button', { name: 'Save what is ticked' }).click()
    await second.getByText('Saved.', { exact: true }).waitFor()
    expect(await row(second, 'POOL_KEEP_FREE_GB').getByRole('textbox').inputValue()).toBe('40')
    expect(await row(second, 'POOL_HOLD_HOURS').getByRole('textbox').inputValue()).toBe('2')
  })

  it('asks before something typed is lost, and not on the way to another part', async () => {
    const page = await look('on-deck')
    await row(page, 'DAYS_TO_MONITOR')
      .getByText("DAYS_TO_MONITOR must be a whole number from 1 to 999, not 'many'.")
      .waitFor()
    await row(page, 'NUMBER_EPISODES').getByRole('textbox').fill('9')
    await page.getByRole('searchbox').fill('trakt client secret')
    await page.getByText(/\d settings? found/u).waitFor()
    await page.getByRole('link', { name: 'Pool', exact: true }).click()
    await row(page, 'POOL_HOLD_HOURS').waitFor()
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Doctor' }).click()
    await page.getByRole('dialog').getByText('1 change is not saved.').waitFor()
    await page.getByRole('button', { name: 'Stay' }).click()
    await page.getByText('1 unsaved change').waitFor()
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Doctor' }).click()
    await page.getByRole('button', { name: 'Leave, and drop them' }).click()
    await page.getByRole('heading', { level: 1, name: 'Doctor' }).waitFor()
  })

  it('fits a phone, in German too, holds no secret, and tells all that is in force as one text', async () => {
    const page = await look('paths', 390, 'de')
    await page.getByLabel('Teil', { exact: true }).waitFor()
    expect(await overflow(page)).toBe(0)
    expect(await breaches(page)).toEqual([])
    await page.getByLabel('Teil', { exact: true }).selectOption('effective')
    await page.getByText('PLEX_TOKEN=********').waitFor()
    expect(await overflow(page)).toBe(0)
    expect(complaints).toEqual([])
  })
})
