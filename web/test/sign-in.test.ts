/** Signing in as a person does it, in a real browser against a server that keeps to the contract. */
import { paths } from '@pcu/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { breaches, chromiumPath, ensureBuilt, type Look, type Opened, open, overflow, startBrowser } from './browser.ts'
import * as signIns from './sign-in-worlds.ts'
import type { World } from './worlds.ts'

const MISSING = chromiumPath === undefined ? ' (left out: no Chromium found; install it or set CHROMIUM_PATH)' : ''

const looks: readonly Look[] = [
  { width: 1280, scheme: 'dark', reducedMotion: 'reduce' },
  { width: 390, scheme: 'light', reducedMotion: 'reduce' }
]

const { tower, unreachable } = signIns

const states: readonly [string, () => World][] = [
  ['that waits', () => signIns.signingIn(signIns.waiting())],
  [
    'with a code and a trouble that passes',
    () =>
      signIns.signingIn(
        signIns.waiting({
          typed: { code: 'K7QF', page: 'https://plex.tv/link' },
          trouble: 'plex.tv asked for fewer requests, so it is left alone until 18:04.'
        })
      )
  ],
  [
    'that looks for servers',
    () =>
      signIns.signingIn({
        step: 'looking',
        sentence: 'Trying the addresses of your servers.',
        account: { name: 'Anna' },
        trouble: null
      })
  ],
  ['with servers to choose from', () => signIns.signingIn(signIns.choosing(tower, unreachable))],
  ['that was refused', () => signIns.signingIn(signIns.refused)],
  ['that expired', () => signIns.signingIn(signIns.expired)],
  ['that is done', () => signIns.signingIn(signIns.done)],
  ['of long ago', signIns.signedIn]
]

describe.skipIf(chromiumPath === undefined)(`signing in${MISSING}`, () => {
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
    const one = await open(browser, world, { at: 'users', ...given })
    opened.push(one)
    return one
  }
  const sees = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).first().waitFor()
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
  const ordersTo = (one: Opened, path: string) => one.standIn.orders.filter((order) => order.startsWith(`${path} `))

  describe.each(looks)('at $width pixels, $scheme', (given) => {
    it('stays accessible with all addresses shown, a question open and the form for a token', async () => {
      const { page } = await look(signIns.signingIn(signIns.choosing({ ...tower, standing: 'other' })), given)
      await press(page, 'Addresses of Tower')
      await sees(page, 'http://172.17.0.2:32400')
      expect(await breaches(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      await press(page, 'Use this server: Tower')
      await page.getByRole('dialog').waitFor()
      expect(await breaches(page)).toEqual([])
      const other = await look(signIns.signingIn({ step: 'none' }), given)
      await press(other.page, 'Paste a token instead')
      expect(await breaches(other.page)).toEqual([])
    })
  })

  it.each(states)('%s is accessible, calm and not too wide', async (_, world) => {
    const { page, complaints } = await look(world(), { width: 390, scheme: 'dark', reducedMotion: 'reduce' })
    expect(await breaches(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect(complaints).toEqual([])
  })

  it('leads from the button over link and code to the server, by itself once Plex knows', async () => {
    const one = await look(signIns.wholeWay())
    const { page, standIn } = one
    await press(page, 'Sign in to Plex')
    const link = page.getByRole('link', { name: 'Continue at Plex' })
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/app\.plex\.tv\/auth#/)
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer')
    await press(page, 'Use a code on another device')
    await sees(page, 'K7QF')
    await press(page, 'Copy the code')
    await sees(page, 'Copied')
    standIn.change((world) => ({ ...world, signIn: signIns.choosing(tower) }))
    await sees(page, '5 addresses tried, 3 proven')
    await press(page, 'Use this server: Tower')
    await sees(page, /from now on/)
    expect(ordersTo(one, paths.chooseServer)).toEqual([
      `${paths.chooseServer} {"machineIdentifier":"tower","changeServer":false}`
    ])
  })

  it('asks while the page waits, and no more when there is nothing to wait for', async () => {
    const one = await look(signIns.signingIn(signIns.waiting()))
    await expect.poll(() => ordersTo(one, paths.askSignIn).length, { timeout: 8000 }).toBeGreaterThan(0)
    one.standIn.change((world) => ({ ...world, signIn: signIns.expired }))
    await sees(one.page, /counts no more/)
    const asked = ordersTo(one, paths.askSignIn).length
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(ordersTo(one, paths.askSignIn).length).toBe(asked)
  })

  it('takes another proven address when a person wants that', async () => {
    const one = await look(signIns.signingIn(signIns.choosing(tower)))
    await press(one.page, 'Addresses of Tower')
    await press(one.page, 'Use this address')
    await expect.poll(() => ordersTo(one, paths.chooseServer)[0]).toContain('"url":"http://192.168.1.10:32400"')
  })

  it('offers no server that nobody reaches, and says what to do', async () => {
    const one = await look(signIns.signingIn(signIns.choosing(unreachable)))
    await sees(one.page, /Set PLEX_URL to an address/)
    await sees(one.page, 'http://10.9.0.4:32400')
    await one.page.getByRole('button', { name: /^Use this server: Holiday/ }).click({ force: true })
    expect(ordersTo(one, paths.chooseServer)).toEqual([])
  })

  it('asks before another server takes the place of the one that is cached for', async () => {
    const one = await look(signIns.signingIn(signIns.choosing({ ...tower, standing: 'other' })))
    await press(one.page, 'Use this server: Tower')
    await expect.poll(() => one.page.evaluate(() => document.activeElement?.textContent)).toBe('Keep the server')
    await press(one.page, 'Change the server')
    await expect.poll(() => ordersTo(one, paths.chooseServer)[0]).toContain('"changeServer":true')
  })

  it('tells why a pasted token is refused, and keeps it out of sight', async () => {
    const one = await look(signIns.wholeWay())
    await press(one.page, 'Paste a token instead')
    const field = one.page.getByLabel('Token of your account')
    expect(await field.getAttribute('type')).toBe('password')
    await field.fill('a-token-of-the-server')
    await press(one.page, 'Check the token')
    await sees(one.page, /belongs to the Plex server itself/)
    expect(await one.page.content()).not.toContain('a-token-of-the-server')
  })

  it('says what went wrong when the sign-in cannot begin', async () => {
    const { page } = await look({
      ...signIns.wholeWay(),
      refusing: {
        status: 503,
        title: 'plex.tv could not be asked for a sign-in.',
        hint: 'Is this machine on the internet?'
      }
    })
    await press(page, 'Sign in to Plex')
    await sees(page, 'plex.tv could not be asked for a sign-in.')
    await sees(page, 'Is this machine on the internet?')
  })

  it('signs out after one question, with the safe answer in focus', async () => {
    const one = await look(signIns.signedIn())
    await press(one.page, 'Sign out')
    await expect.poll(() => one.page.evaluate(() => document.activeElement?.textContent)).toBe('Stay signed in')
    await one.page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await expect.poll(() => ordersTo(one, paths.signOut)).toHaveLength(1)
  })
})
