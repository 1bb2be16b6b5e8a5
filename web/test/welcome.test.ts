/** From a data folder with nothing in it to the first file on the pool: a real browser, the real program in its own process, a real database, real files, a simulated Plex. */
import { rmSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, type Running, startPcu } from '../../server/test/builders/command-line.ts'
import { aHouse, census, filmFile, type House } from '../../server/test/builders/house.ts'
import { type FakeCloud, startFakeCloud } from '../../server/test/fakes/cloud/index.ts'
import { breaches, chromiumPath, ensureBuilt, overflow, startBrowser } from './browser.ts'

const MISSING = chromiumPath === undefined ? ' (left out: no Chromium found; install it or set CHROMIUM_PATH)' : ''
const password = 'three plain words'

describe.skipIf(chromiumPath === undefined)(`the set-up${MISSING}`, () => {
  let browser: Browser
  let house: House
  let cloud: FakeCloud
  let program: Running
  let port = 0
  let page: Page
  const complaints: string[] = []

  /** What a container would be given, and nothing of what the page asks for. */
  const env = () => ({
    PLEXTV_URL: cloud.urls.plexTv,
    DISCOVER_URL: cloud.urls.discover,
    COMMUNITY_URL: cloud.urls.community,
    RSS_URL: cloud.urls.rss,
    PLEX_SOURCE: '/media',
    POOL_KEEP_FREE_GB: '0',
    MINIMUM_FILE_AGE_MINUTES: '0',
    ALLOW_SAME_FILESYSTEM: 'true',
    ALLOW_VOLATILE_POOL: 'true',
    // Asked for by the environment, and still nothing begins before somebody switches it on.
    ENABLE_SCHEDULER: 'true',
    PORT: String(port),
    WEB_HOST: '127.0.0.1',
    DATA_DIR: `${house.root}/data`,
    LOG_DIR: `${house.root}/logs`
  })

  beforeAll(async () => {
    await ensureBuilt()
    browser = await startBrowser()
    house = await aHouse()
    house.plex.leftAt('owner', house.key(filmFile('Alpha')), { offsetMs: 2_000_000, at: Date.now() - 3_600_000 })
    cloud = await startFakeCloud({ plex: house.plex })
    port = await freePort()
    program = startPcu(env(), ['serve'])
    await program.until('PlexCacheUltra ')
  }, 180_000)
  afterAll(async () => {
    await browser.close()
    program.child.kill('SIGTERM')
    await program.ended
    await cloud.close()
    await house.leave()
    rmSync(house.root, { recursive: true, force: true })
  })

  const row = (env: string) => page.locator(`#${env}`)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const save = async (): Promise<void> => {
    await button('Save').click()
    await page.getByText(/^Saved\./u).waitFor()
  }
  const step = (name: RegExp) =>
    page.getByRole('navigation', { name: 'Steps of the set-up' }).getByRole('link', { name })
  const goOn = () => page.getByRole('button', { name: /^Go on/u }).click()
  /** Dark and wide, and on a phone. */
  const looksRight = async (): Promise<void> => {
    expect(await breaches(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 900 })
    expect(await overflow(page)).toBe(0)
    await page.setViewportSize({ width: 1280, height: 900 })
  }

  it('leads from nothing to the first file on the pool, each step with its proof, and moves nothing before it is switched on', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(String(error)))
    const before = census(house.array)

    // 1: the administrator, at the door; from there the page leads to the set-up by itself.
    await page.goto(`http://127.0.0.1:${port}/`)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByLabel('Password again').fill(password)
    await button('Set the password').click()
    await page.waitForURL(/\/welcome\/plex$/u)
    await step(/^Administrator ?: done/u).waitFor()

    // 2: Plex, by address and token.
    await page.getByText('As soon as an address and a token are known').waitFor()
    await row('PLEX_URL').getByRole('textbox').fill('tower')
    await row('PLEX_URL').getByText('An address beginning with http:// or https://, please.').waitFor()
    await row('PLEX_URL').getByRole('textbox').fill(house.plex.url)
    await row('PLEX_TOKEN').locator('input').fill(cloud.control.accountToken('owner'))
    await save()
    await page.getByText('It takes the token as that of its owner.').waitFor()
    await page.getByText('Films, Series', { exact: true }).waitFor()
    await step(/^Plex ?: done/u).waitFor()
    await goOn()

    // 3: where the files are. What the environment says is shown, and cannot be changed here.
    await page.getByText('Set by the environment: PLEX_SOURCE. It cannot be changed here.').waitFor()
    expect(await row('PLEX_SOURCE').count()).toBe(0)
    await row('REAL_SOURCE').getByRole('textbox').fill(house.array)
    await row('CACHE_DIR').getByRole('textbox').fill(house.pool)
    await save()
    await button('Begin anew now').click()
    await page.getByText('The cache drive is a place of its own').waitFor()
    await page.getByRole('button', { name: 'Look at one file of each' }).click()
    await page.getByText(/^What Plex calls \/media\/Films\/.*of the very same size\.$/u).waitFor()
    await page.getByText(/^What Plex calls \/media\/Series\/.*of the very same size\.$/u).waitFor()
    await step(/^Where the files are ?: done/u).waitFor()
    await looksRight()

    // Leaving and coming back, and loading anew, lose nothing.
    await page.getByRole('link', { name: 'Later' }).click()
    await page.getByText('Set-up is not finished; nothing is moved until then.').waitFor()
    await page.getByRole('link', { name: 'Go on with it' }).click()
    await page.waitForURL(/\/welcome\/people$/u)
    await page.reload()

    // 4: who counts.
    await page.getByText('owner of the server').waitFor()
    await goOn()

    // 5: how much, and when.
    await page.getByText('Files move to the cache drive and come home later.').waitFor()
    await row('COPY_TO_CACHE').getByRole('switch').click({ force: true })
    await page.getByText('Originals stay on the array; the cache drive holds copies.').waitFor()
    await save()
    await goOn()

    // 6: the dry run, and nothing was moved yet.
    await button('Make a dry run').click()
    await page.getByText(/^1 title \(.+\) to the pool\.$/u).waitFor()
    await page.getByText('Alpha (2001)').first().waitFor()
    expect(census(house.array)).toEqual(before)
    expect(census(house.pool)).toEqual({})
    await looksRight()
    await button('Switch it on').click()
    await page.waitForURL(`http://127.0.0.1:${port}/`)

    const onPool = 'Films/Alpha/Alpha.mkv'
    await expect.poll(() => Object.keys(census(house.pool)), { timeout: 50_000 }).toContain(onPool)
    await page.getByText('Alpha (2001)').first().waitFor()
    expect(census(house.pool)[onPool]?.slice(0, 16)).toBe(before[onPool]?.slice(0, 16))
    expect(await page.getByText('Set-up is not finished').count()).toBe(0)
    expect(complaints).toEqual([])
    await context.close()
  }, 150_000)
})
