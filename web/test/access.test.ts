/** Sessions, keys, the password and the way out, in a real browser. */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { guardedWorld, readersWorld, shut } from './access-worlds.ts'
import { breaches, chromiumPath, ensureBuilt, type Look, type Opened, open, overflow, startBrowser } from './browser.ts'
import { busyWorld, type World } from './worlds.ts'

const MISSING = chromiumPath === undefined ? ' (left out: no Chromium found; install it or set CHROMIUM_PATH)' : ''

const pickAccess = ({ access, door }: World): Pick<World, 'access' | 'door'> => ({
  ...(access && { access }),
  ...(door && { door })
})

describe.skipIf(chromiumPath === undefined)(`the page of access${MISSING}`, () => {
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
    const one = await open(browser, world, { reducedMotion: 'reduce', at: 'access', ...given })
    opened.push(one)
    return one
  }

  it('B5: lists browsers in words, this one marked, and logs one or all others out', async () => {
    const { page, standIn, complaints } = await look(guardedWorld(), { width: 390, scheme: 'light' })
    const rows = page.getByRole('region', { name: 'Browsers that are logged in' }).getByRole('listitem')
    expect(await rows.allTextContents()).toEqual([
      expect.stringMatching(/^Firefox on LinuxThis browserfrom 192\.168\.1\.20 · last seen 2 min ago/u),
      expect.stringMatching(/^Safari on iPhonefrom fd00:/u),
      expect.stringMatching(/^<img src=x/u)
    ])
    expect(await breaches(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    await page.getByRole('button', { name: /^Log out: Safari on iPhone/u }).click()
    await page.getByText('That browser is logged out.').waitFor()
    await expect.poll(() => rows.count()).toBe(2)
    await page.getByRole('button', { name: 'Log out every other browser' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Log out every other browser' }).click()
    await expect.poll(() => rows.count()).toBe(1)
    expect(standIn.orders).toEqual(['DELETE /api/v1/access/sessions/2', '/api/v1/access/sessions/revoke-others {}'])
    expect(complaints).toEqual([])
  })

  it('shows a new key this once, copies it, and revokes keys after a question', async () => {
    const { page, standIn } = await look(guardedWorld())
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByLabel('Name', { exact: true }).fill('backup script')
    await page.getByLabel('What it may do').selectOption('operate')
    await page.getByRole('button', { name: 'Make a key' }).click()
    const shown = page.getByRole('region', { name: 'The new key “backup script”' })
    await shown.getByRole('button', { name: 'Copy the key' }).click()
    await shown.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await shown.locator('code').textContent())
    expect(await breaches(page)).toEqual([])
    await shown.getByRole('button', { name: 'I have it, hide it' }).click()
    await expect.poll(() => page.content()).not.toContain('pcu_k3y')
    await page.getByRole('button', { name: 'Revoke the key “backup script”' }).click()
    await page.getByRole('dialog').getByText('refused from now on').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('The key is revoked').waitFor()
    expect(standIn.orders).toEqual([
      '/api/v1/access/keys {"name":"backup script","scope":"operate"}',
      'DELETE /api/v1/access/keys/9'
    ])
  })

  it('changes the password only when both new ones are the same', async () => {
    const { page, standIn } = await look(guardedWorld())
    await page.getByLabel('Password now').fill('three plain words')
    await page.getByLabel('New password', { exact: true }).fill('four plain old words')
    await page.getByLabel('New password again').fill('four plain old word')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByText('The two new passwords are not the same.').waitFor()
    expect(standIn.orders).toEqual([])
    await page.getByLabel('New password again').fill('four plain old words')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByText('The password is changed.').waitFor()
    expect(await page.getByLabel('Password now').inputValue()).toBe('')
  })

  it('leads out by the menu of the frame, and back to the same page', async () => {
    const { page, standIn } = await look(guardedWorld(), { width: 390 })
    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByText('Logged in with the password.').waitFor()
    expect(await breaches(page)).toEqual([])
    await page.getByRole('button', { name: 'Log out', exact: true }).click()
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
    expect(await page.content()).not.toContain('home assistant')
    await page.getByLabel('Password').fill('three plain words')
    expect(await breaches(page)).toEqual([])
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('heading', { level: 1, name: 'Access' }).waitFor()
    expect(standIn.orders[0]).toBe('/api/v1/access/log-out {}')
  })

  it('asks to log in again when the session ended meanwhile, also when only an order is refused', async () => {
    const { page, standIn } = await look(guardedWorld())
    standIn.change(shut)
    await page.getByRole('button', { name: /^Log out: Safari/u }).click()
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/pcu/access')
  })

  it('tells somebody who may only look why the controls are not theirs', async () => {
    const { page, complaints } = await look(readersWorld())
    expect(await page.getByText('This is for the administrator; you may only look.').count()).toBe(2)
    expect(await page.getByLabel('Name', { exact: true }).isDisabled()).toBe(true)
    await page.getByText('the proxy in front says who comes in').waitFor()
    expect(await breaches(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('offers no order to somebody who may only look, and says why', async () => {
    const busy = { ...busyWorld(), ...pickAccess(readersWorld()) }
    const { page, standIn, complaints } = await look(busy, { at: '' })
    const pause = page.getByRole('button', { name: 'Pause', exact: true })
    expect(await pause.getAttribute('title')).toBe('You may look, but not give this order.')
    await pause.click({ force: true })
    expect(await page.getByRole('button', { name: 'Pause the run' }).count()).toBe(0)
    expect(standIn.orders).toEqual([])
    expect(complaints).toEqual([])
  })
})
