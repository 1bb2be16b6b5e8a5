/** The stories a person sees on the dashboard, in a real browser against a server that keeps to the contract. */
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
import { aCachedUnit, aMove, aRun, GB, MINUTE } from './builders.ts'
import * as worlds from './worlds.ts'

const MISSING = chromiumPath === undefined ? ' (left out: no Chromium found; install it or set CHROMIUM_PATH)' : ''

/** Contrast is judged once colours have settled: a dialog that is still fading in has none of its own yet. */
const settled = { reducedMotion: 'reduce' } as const

/** Both widths and both themes; the other two pairings are looked at where the most colours meet. */
const looks: readonly Look[] = [
  { width: 1280, scheme: 'dark', ...settled },
  { width: 390, scheme: 'light', ...settled }
]
const otherLooks: typeof looks = [
  { width: 1280, scheme: 'light', ...settled },
  { width: 390, scheme: 'dark', ...settled }
]

describe.skipIf(chromiumPath === undefined)(`the dashboard${MISSING}`, () => {
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
  const sees = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).first().waitFor()
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
  const pill = (page: Page, text: string) => page.getByTestId('run-state').filter({ hasText: text }).waitFor()

  describe.each(looks)('at $width pixels, $scheme', (given) => {
    it('stays accessible with a dialog, an opened run, opened files and a refusal', async () => {
      const { page } = await look(worlds.refusingWorld(), given)
      await press(page, 'Run now')
      await press(page, /^Files of/)
      await sees(page, '“Run now” was refused.')
      expect(await breaches(page)).toEqual([])
      await press(page, 'Bring everything home')
      await page.getByRole('dialog').waitFor()
      expect(await breaches(page)).toEqual([])
      await page.keyboard.press('Escape')
      await press(page, /^Partly done/)
      await page.getByRole('dialog').getByText('Brought in', { exact: true }).waitFor()
      expect(await breaches(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
    })

    it('says what is wrong and offers another try when every answer fails', async () => {
      const { page, standIn } = await look(worlds.failingWorld(), given)
      await expect.poll(() => page.getByRole('button', { name: 'Try again' }).count()).toBe(5)
      expect(await breaches(page)).toEqual([])
      standIn.change((world) => ({ ...world, failing: false }))
      await press(page, 'Try again')
      await sees(page, 'All is well. 12 titles are on the pool.')
      await expect.poll(() => page.getByRole('button', { name: 'Try again' }).count()).toBe(3)
    })
  })

  it.each(otherLooks)('is accessible with warnings at $width pixels, $scheme', async (given) => {
    const { page } = await look(worlds.silentWorld(), given)
    expect(await breaches(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
  })

  it('tells a newcomer which settings are missing, and offers nothing that cannot work yet', async () => {
    const { page } = await look(worlds.freshWorld())
    await sees(page, /Set PLEX_URL and PLEX_TOKEN/)
    await sees(page, 'Nothing is cached, because Plex is not set up.')
    expect(await page.getByRole('button', { name: 'Run now' }).getAttribute('aria-disabled')).toBe('true')
    await pill(page, 'Not set up')
  })

  it('shows what is cached and why, and its files on demand', async () => {
    const { page } = await look(worlds.idleWorld())
    await sees(page, '2nd episode for Owner after Harbour Lights S02E03.')
    await press(page, 'Files of Harbour Lights S02E01')
    await sees(page, '/mnt/cache/plexcache/tv/Harbour Lights/Season 02/Harbour Lights - S02E01.en.srt')
  })

  it('shows where the library lies with its evidence, looks for the rest, and takes a proposal over', async () => {
    const { page, standIn } = await look(worlds.pathsWorld(), { at: 'doctor' })
    await sees(page, '48 of 50 sampled files found, 2 with another size than Plex knows.')
    await press(page, 'Look for the files')
    await expect.poll(() => standIn.orders).toEqual(['/api/v1/paths/find {}'])
    await press(page, /^Take over \/mnt\/user\/media\/series for /)
    await sees(page, 'A run was asked for.')
    const location = String.raw`\\tower\media\Television series and other things with a long name`
    expect(standIn.orders[1]).toBe(`/api/v1/paths/accept ${JSON.stringify({ locations: [location] })}`)
    expect(await page.getByRole('button', { name: /^Take over/ }).count()).toBe(1)
  })

  it('tells the four parts of the pool also to those who cannot see the bar', async () => {
    const { page } = await look(worlds.idleWorld())
    const meter = page.getByRole('img', { name: /Space on the pool \/mnt\/cache/ })
    expect(await meter.getAttribute('aria-label')).toBe(
      'Space on the pool /mnt/cache: Cached by us 66 GB, Other files 514 GB, Free to use 320 GB, Kept free 100 GB.'
    )
  })

  it('follows bytes as they move, without reloading and never backwards', async () => {
    const { page, standIn } = await look(worlds.busyWorld())
    await page.evaluate(() => Object.assign(window, { sameDocument: true }))
    const old = { ...standIn.tell({ type: 'move.progressed', move: aMove('4', { bytesDone: 3 * GB }) }) }
    await sees(page, '3 GB of 8 GB')
    standIn.tell({ type: 'move.progressed', move: aMove('4', { bytesDone: 5 * GB }) })
    await sees(page, '5 GB of 8 GB')
    standIn.replay(old)
    standIn.tell({ type: 'move.progressed', move: aMove('5', { bytesDone: GB, bytesPerSecond: 90_000_000 }) })
    await sees(page, '90 MB/s')
    await sees(page, '5 GB of 8 GB')
    await pill(page, 'Copying 37 %')
    expect(await page.title()).toBe('Copying 37 % · Dashboard · PlexCacheUltra')
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
  })

  it('keeps a finished move in sight and refreshes what is cached', async () => {
    const { page, standIn } = await look(worlds.busyWorld())
    const move = aMove('4', { bytesDone: 8 * GB })
    standIn.change((world) => ({
      ...world,
      status: { ...world.status, moves: world.status.moves.slice(1) },
      cached: [aCachedUnit(77, { title: 'Freshly cached', promotedAt: Date.now() }), ...world.cached]
    }))
    standIn.tell({ type: 'move.finished', move, runId: 42, tookMs: 71_000 })
    await sees(page, /Is on the pool: 8 GB in 1 min · just now/)
    await sees(page, 'Freshly cached')
  })

  it('says why a move failed', async () => {
    const { page, standIn } = await look(worlds.busyWorld())
    standIn.tell({ type: 'move.failed', move: aMove('5'), runId: 42, sentence: 'The pool became read-only.' })
    await sees(page, 'Failed: The pool became read-only.')
  })

  it('goes from idle to planning and back with a run, and lists it', async () => {
    const { page, standIn } = await look(worlds.idleWorld())
    await pill(page, 'Idle')
    const run = aRun(50, { startedAt: Date.now(), finishedAt: null, outcome: 'running', sentence: 'Asking Plex.' })
    const apply = (change: Partial<worlds.World['status']>) =>
      standIn.change((world) => ({ ...world, status: { ...world.status, ...change } }))
    apply({ currentRun: run })
    standIn.tell({ type: 'run.started', run })
    await pill(page, 'Planning')
    await page.getByRole('button', { name: 'Stop' }).waitFor()
    const done = aRun(50, { startedAt: Date.now() - MINUTE, sentence: 'There was nothing to do today.' })
    apply({ currentRun: null, lastRun: done })
    standIn.change((world) => ({ ...world, runs: [done, ...world.runs] }))
    standIn.tell({ type: 'run.finished', run: done })
    await pill(page, 'Idle')
    await page.getByRole('button', { name: /There was nothing to do today/ }).waitFor()
  })

  it('shows a problem the moment it is raised and drops it when it is cleared', async () => {
    const { page, standIn } = await look(worlds.idleWorld())
    const problem = { id: 'pool.full', severity: 'error' as const, sentence: 'The pool is full.', setting: 'CACHE_DIR' }
    standIn.change((world) => ({ ...world, status: { ...world.status, problems: [problem] } }))
    standIn.tell({ type: 'problem.raised', problem })
    await sees(page, 'The pool is full.')
    standIn.change((world) => ({ ...world, status: { ...world.status, problems: [] } }))
    standIn.tell({ type: 'problem.cleared', problem })
    await page.getByText('The pool is full.').waitFor({ state: 'detached' })
  })

  it('asks for everything again when it is told that it missed too much', async () => {
    const { page, standIn } = await look(worlds.idleWorld())
    standIn.change((world) => ({ ...world, status: { ...world.status, sentence: 'All is different now.' }, runs: [] }))
    standIn.resync()
    await sees(page, 'All is different now.')
    await sees(page, 'There was no run yet.')
  })

  it('says when the connection is lost, and catches up when it is back', async () => {
    const { page, standIn } = await look(worlds.idleWorld())
    standIn.hangUp()
    await sees(page, /The connection to the server was lost/)
    await pill(page, 'Not connected')
    expect(await breaches(page)).toEqual([])
    standIn.change((world) => ({ ...world, runs: [aRun(60, { sentence: 'Meanwhile something was done.' })] }))
    standIn.letListen()
    await press(page, 'Reconnect now')
    await sees(page, 'Meanwhile something was done.')
    await page.getByText(/The connection to the server was lost/).waitFor({ state: 'detached' })
  })

  it('B5: shows hostile titles as the text they are', async () => {
    const { page } = await look(worlds.hostileWorld())
    await sees(page, worlds.hostileTitles[0] ?? 'missing')
    expect(await page.evaluate(() => document.body.dataset['broken'])).toBeUndefined()
    expect(await page.locator('main img, main script, main b').count()).toBe(0)
    expect(await page.locator('main bdi').count()).toBeGreaterThan(20)
  })

  it('says first that a preview moved nothing, and frames the page in test mode', async () => {
    const { page } = await look(worlds.testModeWorld(), { at: 'activity/plan' })
    await sees(page, 'Nothing was moved; this is what would happen.')
    await sees(page, 'Would be brought in')
    await sees(page, 'Test mode: everything is planned and recorded, no file is changed.')
  })

  it('promises that silence returns nothing', async () => {
    const { page } = await look(worlds.silentWorld())
    await sees(page, 'Nothing will be returned on missing answers.')
    await pill(page, 'Waiting for Plex')
  })

  it('orders a run, a preview and a stop', async () => {
    const { page, standIn } = await look(worlds.idleWorld())
    await press(page, 'Run now')
    await sees(page, 'A run was asked for.')
    await press(page, 'Preview')
    await expect.poll(() => standIn.orders).toEqual(['/api/v1/runs {"dryRun":false}', '/api/v1/runs {"dryRun":true}'])
    const busy = await look(worlds.busyWorld())
    await busy.page.getByRole('button', { name: 'Run now' }).click({ force: true })
    await press(busy.page, 'Finish these titles')
    await expect.poll(() => busy.standIn.orders).toEqual(['/api/v1/runs/stop {"after":"file"}'])
    await press(busy.page, 'Stop')
    await expect.poll(() => busy.standIn.orders.slice(1)).toEqual(['/api/v1/runs/stop {}'])
  })

  it('pauses the run under way, says so, and lets it go on', async () => {
    const { page, standIn } = await look(worlds.busyWorld())
    await press(page, 'Pause')
    const pausedSince = Date.now()
    standIn.change((world) => ({ ...world, status: { ...world.status, pausedSince } }))
    standIn.tell({ type: 'run.paused' })
    await page.getByTestId('run-state').getByText('Paused').waitFor()
    await press(page, 'Resume')
    standIn.change((world) => ({ ...world, status: { ...world.status, pausedSince: null } }))
    standIn.tell({ type: 'run.resumed' })
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor()
    expect(standIn.orders).toEqual(['/api/v1/runs/pause {}', '/api/v1/runs/resume {}'])
  })

  it('explains a refused order and how to go on', async () => {
    const { page } = await look(worlds.refusingWorld())
    await press(page, 'Run now')
    await sees(page, 'A run is under way already.')
    await sees(page, 'Wait until it ends, or stop it.')
    await press(page, 'Dismiss')
    await page.getByText('A run is under way already.').waitFor({ state: 'detached' })
  })

  it('asks before everything goes home, with the safe answer in focus', async () => {
    const { page, standIn } = await look(worlds.idleWorld())
    await press(page, 'Bring everything home')
    await sees(page, '12 titles (66 GB) leave the pool and are played from the array again.')
    await sees(page, '514 GB of other files on the pool stay exactly where they are.')
    // The page stays in sight behind the question.
    const window = page.locator('[data-centered] > *').filter({ has: page.getByRole('dialog') })
    expect(await window.first().evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      'rgba(0, 0, 0, 0)'
    )
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Leave everything as it is')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(standIn.orders).toEqual([])
    await press(page, 'Bring everything home')
    await press(page, 'Bring 12 home')
    await expect.poll(() => standIn.orders).toEqual(['/api/v1/restore-all {"dryRun":false}'])
  })

  it('opens a run with its decisions and closes it by key', async () => {
    const { page } = await look(worlds.idleWorld())
    await press(page, /^Partly done/)
    const drawer = page.getByRole('dialog')
    await drawer.getByText('Quiet Rivers (2010)', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
  })

  it('lets every control be reached with the keyboard alone', async () => {
    const { page } = await look(worlds.busyWorld())
    const controls = 'a[href], button, input, select'
    await page.evaluate(() => Object.assign(window, { reached: new Set() }))
    for (let step = await page.locator(controls).count(); step > 0; step -= 1) {
      await page.keyboard.press('Tab')
      await page.evaluate(() => Reflect.get(window, 'reached').add(document.activeElement))
    }
    const missed = await page.evaluate(
      (all) =>
        [...document.querySelectorAll(all)]
          .filter((control) => control.checkVisibility())
          .filter((control) => !Reflect.get(window, 'reached').has(control))
          .map((control) => control.getAttribute('aria-label') ?? control.textContent),
      controls
    )
    expect(missed).toEqual([])
  })

  it('remembers the chosen theme', async () => {
    const { page } = await look(worlds.idleWorld())
    const theme = () => page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])
    expect(await theme()).toBe('dark')
    await press(page, 'Theme: Dark. Switch to: Light')
    await page.reload()
    await sees(page, 'All is well. 12 titles are on the pool.')
    expect(await theme()).toBe('light')
  })

  it('is not called accessible by an eye that sees nothing', async () => {
    const { page } = await look(worlds.freshWorld(), settled)
    await page.evaluate(() => {
      const words = document.createElement('p')
      words.append('Too pale to read.')
      Object.assign(words.style, { color: '#333', background: '#222' })
      document.querySelector('main')?.append(words, document.createElement('button'))
    })
    expect(await breaches(page)).toEqual([
      expect.stringMatching(/^button-name: /),
      expect.stringMatching(/^color-contrast: /)
    ])
  })

  it('keeps still for those who asked for it', async () => {
    const { page } = await look(worlds.busyWorld(), { reducedMotion: 'reduce' })
    const moving = await page.evaluate(() =>
      document.getAnimations().filter((animation) => Number(animation.effect?.getComputedTiming().duration) > 1)
    )
    expect(moving).toEqual([])
  })

  it('takes nothing from elsewhere', () => {
    const built = readFileSync(join(DIST, 'index.html'), 'utf8')
    expect(built.match(/(?:src|href)="(?!\.\/)[^"]*"/g)).toBeNull()
    expect(built).not.toMatch(/<script(?![^>]*src=)/)
  })
})
