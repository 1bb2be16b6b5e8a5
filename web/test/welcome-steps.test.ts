/** The steps of the set-up in a real browser, against the real endpoints over a real database: what they look like, and what they say when something is wrong. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createHttp } from '../../server/src/http/server.ts'
import { openDoor } from '../../server/test/builders/door.ts'
import { aStage, type Stage } from '../../server/test/builders/stage.ts'
import { breaches, chromiumPath, DIST, ensureBuilt, overflow, startBrowser } from './browser.ts'

const MISSING = chromiumPath === undefined ? ' (left out: no Chromium found; install it or set CHROMIUM_PATH)' : ''
const hostile = `</title><img src=x onerror=alert(1)> \u202Egnp.exe ${'W'.repeat(120)}`
const steps = ['administrator', 'plex', 'files', 'people', 'limits', 'dry-run'] as const

describe.skipIf(chromiumPath === undefined)(`the steps of the set-up${MISSING}`, () => {
  let browser: Browser
  let stage: Stage
  let url: string
  let close: () => Promise<void>
  let page: Page

  beforeAll(async () => {
    await ensureBuilt()
    browser = await startBrowser()
    stage = await aStage({
      env: { PLEX_TOKEN: '', COPY_TO_CACHE: 'true' },
      deps: {
        trial: { knock: async () => ({ kind: 'refused', detail: 'ECONNREFUSED' }), view: async () => 'silent' },
        trials: {
          serverNames: async () => undefined,
          folder: async () => ({ why: hostile }),
          trendingMovie: async () => undefined
        }
      }
    })
    await stage.app.settle()
    const { face } = stage.app
    const http = createHttp({ ...openDoor(), face, version: '9', pageFolder: DIST, onBug: () => undefined })
    url = await http.listen({ port: 0, host: '127.0.0.1' })
    close = () => http.close()
  }, 180_000)
  afterEach(() => page.context().close())
  afterAll(async () => {
    await browser.close()
    await close()
    await stage.leave()
  })

  const look = async (at: string, { width = 1280, locale = 'en', scheme = 'dark' } = {}): Promise<void> => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce', locale })
    page = await context.newPage()
    await page.addInitScript((name) => localStorage.setItem('mantine-color-scheme-value', name), scheme)
    await page.goto(`${url}${at}`)
  }
  const settled = () =>
    page.waitForFunction(() => document.querySelector('main h2') && !document.querySelector('[data-waiting]'))

  it.each([
    { width: 1280, locale: 'en', scheme: 'light' },
    { width: 390, locale: 'de', scheme: 'dark' }
  ])('are accessible and fit, $width wide, $scheme, in $locale', async (facts) => {
    await look('/welcome/administrator', facts)
    for (const [at] of steps.entries()) {
      if (at > 0) await page.getByRole('button', { name: /^(?:Go on|Weiter)/u }).click()
      await settled()
      expect([steps[at], await breaches(page), await overflow(page)]).toEqual([steps[at], [], 0])
    }
  })

  it('show what the environment says, and what is wrong with it, with what to do', async () => {
    await look('/welcome/plex')
    await page.getByText('Set by the environment: PLEX_URL. It cannot be changed here.').waitFor()
    await page.getByRole('link', { name: /^Plex ?: something is wrong/u }).waitFor()
    await page.getByRole('link', { name: /^Where the files are/u }).click()
    await page.getByText('Set by the environment: REAL_SOURCE. It cannot be changed here.').waitFor()
    expect(await page.locator('#REAL_SOURCE').count()).toBe(0)
    await page.getByRole('button', { name: 'Test the folder /mnt/user' }).click()
    await page.getByText(`/mnt/user cannot be looked at: ${hostile}.`).waitFor()
    expect(await overflow(page)).toBe(0)
  })

  it('tell at the field what is refused, and show who saved meanwhile', async () => {
    await look('/welcome/limits')
    const room = page.locator('#CACHE_MAX_SIZE_GB')
    await room.getByRole('textbox').fill('plenty')
    await room.getByText('A size such as 250, 250GB').waitFor()
    await room.getByRole('textbox').fill('250GB')
    await page.getByText('At most 250GB of it are used for films and episodes.').waitFor()
    const { settings } = stage.app.face
    await settings.save({ revision: settings.view().revision, changes: { 'pool.maxSizeGb': 100 } })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Somebody else saved meanwhile' })
    await dialog.getByRole('button', { name: 'Save what is ticked' }).click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => settings.view().settings.find(({ key }) => key === 'pool.maxSizeGb')?.value).toBe(250)
  })

  it('keep the switch until a dry run was made, and say so where the program cannot begin anew', async () => {
    await look('/welcome/dry-run')
    const on = page.getByRole('button', { name: 'Switch it on' })
    expect(await on.getAttribute('aria-disabled')).toBe('true')
    expect(await on.getAttribute('title')).toBe('Make a dry run first and look at it.')
    await page.getByRole('button', { name: 'Make a dry run' }).click()
    await page.getByText('What would be done', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Stay in test mode' }).click()
    await page.getByText('The program was not started in a way in which it can begin anew by itself').waitFor()
    expect(await stage.app.face.welcome.tell()).toMatchObject({ isFinished: false })
  })
})
