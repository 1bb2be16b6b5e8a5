/** The log in a real browser: live lines, filters in the address, a view that stays where somebody reads, and hostile lines as text. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { breaches, chromiumPath, ensureBuilt, type Look, type Opened, open, overflow, startBrowser } from './browser.ts'
import { aLogLine, loggedWorld } from './log-worlds.ts'
import { failingWorld, idleWorld, type World } from './worlds.ts'

const MISSING = chromiumPath === undefined ? ' (left out: no Chromium found; install it or set CHROMIUM_PATH)' : ''

describe.skipIf(chromiumPath === undefined)(`the page of the log${MISSING}`, () => {
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
    const one = await open(browser, world, { reducedMotion: 'reduce', at: 'logs', ...given })
    opened.push(one)
    return one
  }
  const box = (page: Page) => page.getByRole('region', { name: 'Lines of the log' })
  const rows = (page: Page) => box(page).getByRole('listitem')
  const toEnd = (page: Page) =>
    box(page).evaluate((element) => Math.round(element.scrollHeight - element.scrollTop - element.clientHeight))

  it('B5: shows hostile lines as text, bounded, on a phone too', async () => {
    const { page, complaints } = await look(loggedWorld(), { width: 390, scheme: 'light' })
    expect(await rows(page).count()).toBe(69)
    const told = (await box(page).textContent()) ?? ''
    expect(told).toContain('<img src=x onerror=')
    expect(told).toContain('\\u001b[31mred\\u001b[0m and \\u202egnp.eivom turned around \\u0000')
    expect(told).toContain('Show all 4,000 letters 996,000 letters more in the file.')
    expect(await page.evaluate(() => document.body.dataset['broken'])).toBeUndefined()
    expect([await overflow(page), await breaches(page), complaints]).toEqual([0, [], []])
  })

  it('follows new lines, lets go when somebody scrolls up, and leads back', async () => {
    const { page, standIn } = await look(loggedWorld())
    await expect.poll(() => toEnd(page)).toBe(0)
    standIn.write([aLogLine(70, { text: 'Fresh from the stream.' })])
    await page.getByText('Fresh from the stream.').waitFor()
    await expect.poll(() => toEnd(page)).toBe(0)
    await box(page).hover()
    await page.mouse.wheel(0, -600)
    await page.getByRole('button', { name: 'To the newest line' }).waitFor()
    const before = await box(page).evaluate(({ scrollTop }) => scrollTop)
    standIn.write(Array.from({ length: 12 }, (_, at) => aLogLine(71 + at)))
    await page.getByRole('button', { name: '12 new lines' }).waitFor()
    expect(await box(page).evaluate(({ scrollTop }) => scrollTop)).toBe(before)
    expect(await breaches(page)).toEqual([])
    await page.getByRole('button', { name: '12 new lines' }).click()
    await expect.poll(() => toEnd(page)).toBe(0)
    await page.getByRole('button', { name: 'Pause' }).click()
    standIn.write([aLogLine(83, { text: 'While it was paused.' })])
    await page.getByText('Paused. 1 new line so far.').waitFor()
    expect(await page.getByText('While it was paused.').count()).toBe(0)
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('While it was paused.').waitFor()
  })

  it('keeps its filters in the address, judges new lines by them, and follows a line to its run', async () => {
    const { page, standIn } = await look(loggedWorld(), { at: 'logs?level=WARNING' })
    expect(await rows(page).count()).toBe(3)
    standIn.write([aLogLine(70, { text: 'too quiet' }), aLogLine(71, { level: 'ERROR', text: 'loud enough' })])
    await page.getByText('loud enough').waitFor()
    expect(await rows(page).count()).toBe(4)
    await page.getByRole('button', { name: 'Run 12' }).click()
    await expect.poll(() => new URL(page.url()).search).toBe('?level=WARNING&run=12')
    await expect.poll(() => rows(page).count()).toBe(1)
    await page.getByLabel('Level').selectOption('Every level')
    await expect.poll(() => rows(page).count()).toBe(3)
    await page.getByLabel('Text').fill('nothing is called so')
    await page.getByText('No line fits these filters.').waitFor()
    await page.goBack()
    await expect.poll(() => rows(page).count()).toBe(1)
    await page.getByRole('button', { name: 'Drop all filters' }).click()
    await expect.poll(() => rows(page).count()).toBe(71)
  })

  it('goes back further, without moving what is read, and copies a line', async () => {
    const log = Array.from({ length: 450 }, (_, at) => aLogLine(at + 1))
    const { page } = await look({ ...idleWorld(), log })
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await box(page).evaluate((element) => element.scrollTo(0, 0))
    await page.getByRole('button', { name: 'Show older lines' }).click()
    await expect.poll(() => rows(page).count()).toBe(400)
    expect(await box(page).evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(2000)
    await rows(page).nth(200).getByRole('button', { name: 'Copy this line' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /Z INFO Line 251 of an ordinary evening\.$/u
    )
  })

  it('says that nothing was written, and what went wrong', async () => {
    const empty = await look(idleWorld())
    await empty.page.getByText('Nothing has been written yet.').waitFor()
    const failing = await look(failingWorld())
    await failing.page.getByText('The database is busy.').waitFor()
  })
})
