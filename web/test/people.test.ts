/** People on the page: how each is known, whether they count, and what their PIN is for. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { breaches, chromiumPath, ensureBuilt, type Look, type Opened, open, overflow, startBrowser } from './browser.ts'
import { aChild, aPerson, householdWorld, oddNamesWorld } from './people-worlds.ts'
import { freshWorld, idleWorld, type World } from './worlds.ts'

const MISSING = chromiumPath === undefined ? ' (left out: no Chromium found; install it or set CHROMIUM_PATH)' : ''

const hostileWorld = (): World => ({
  ...idleWorld(),
  people: [aPerson({ name: '<img src=x onerror="document.body.dataset.broken=1"> \u202Egpj.exe', kind: 'friend' })]
})

const looks: readonly Look[] = [
  { width: 1280, scheme: 'light', reducedMotion: 'reduce' },
  { width: 390, scheme: 'dark', reducedMotion: 'reduce' }
]

describe.skipIf(chromiumPath === undefined)(`people${MISSING}`, () => {
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
  const card = (page: Page) => page.getByRole('region', { name: 'People' })
  const row = (page: Page, name: string) => card(page).getByRole('listitem').filter({ hasText: name })
  const chosen = (one: Opened, id: string): readonly string[] =>
    one.standIn.orders.filter((order) => order.includes(`/people/${id}`))

  describe.each(looks)('at $width pixels, $scheme', (given) => {
    it.each([
      ['a household', householdWorld],
      ['odd names', oddNamesWorld]
    ] as const)('are accessible and not too wide: %s', async (_, world) => {
      const { page, complaints } = await look(world(), given)
      await card(page).waitFor()
      expect(await breaches(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      expect(complaints).toEqual([])
    })
  })

  it.each(looks)('each have a page of their own, at $width pixels', async (given) => {
    const { page, complaints } = await look(hostileWorld(), { ...given, at: 'users/900002' })
    await page.getByText('Nothing happened because of them yet.').waitFor()
    expect(await breaches(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect([await page.locator('main img').count(), complaints]).toEqual([0, []])
  })

  it('have as many episodes ahead as was chosen on their page, or as everybody', async () => {
    const one = await look(householdWorld())
    await row(one.page, 'Mia').getByRole('link', { name: 'Mia' }).click()
    const choice = one.page.getByRole('combobox', { name: 'Episodes ahead for Mia' })
    await choice.selectOption('8')
    await expect.poll(() => chosen(one, '900002')).toEqual(['/api/v1/people/900002 {"episodes":8}'])
    await one.page.getByText('A run was asked for.').waitFor()
    one.standIn.change((world) => ({ ...world, people: [aPerson({ episodes: 7 })] }))
    await one.page.reload()
    await expect.poll(() => choice.inputValue()).toBe('7')
    await choice.selectOption('')
    await expect.poll(() => chosen(one, '900002').at(-1)).toBe('/api/v1/people/900002 {"episodes":null}')
  })

  it('say so where nobody is known by an address', async () => {
    const { page } = await look(householdWorld(), { at: 'users/%3Cscript%3E' })
    await page.getByText('Nobody is known by this address.').waitFor()
  })

  it('are told with where their wishes come from, how old that is, and who is idle', async () => {
    const { page } = await look(householdWorld())
    await row(page, 'Theo').getByText('On deck is rebuilt from history, because the PIN of Theo').waitFor()
    await row(page, 'Mia').getByText('Last heard 2 min ago').waitFor()
    await row(page, 'Mia')
      .getByText(/Does not answer: .*did not answer within 30 s.*goes on to count: .* ago/u)
      .waitFor()
    await row(page, 'Ines')
      .getByText(/Does not answer: .*Nothing is known of it/u)
      .waitFor()
    await row(page, 'Gus').getByText('Has watched nothing for a long time').waitFor()
    expect(await row(page, 'Gus').getByText('On deck is read').count()).toBe(0)
    await card(page).getByText('5 people, 4 count').waitFor()
  })

  it('are left out and brought back by their switches', async () => {
    const one = await look(householdWorld())
    const toggle = one.page.getByRole('switch', { name: 'On deck of Mia counts' })
    await toggle.click({ force: true })
    await card(one.page).getByText('A run was asked for.').waitFor()
    expect(chosen(one, '900002')).toEqual(['/api/v1/people/900002 {"onDeck":false}'])
    const back = one.page.getByRole('switch', { name: 'Watchlist of Ines counts' })
    expect(await back.isChecked()).toBe(false)
    await back.click({ force: true })
    await expect.poll(() => chosen(one, '910001')).toEqual(['/api/v1/people/910001 {"watchlist":true}'])
  })

  it('show what was chosen once the server says so', async () => {
    const one = await look({ ...idleWorld(), people: [aPerson()] })
    const toggle = one.page.getByRole('switch', { name: 'On deck of Mia counts' })
    await toggle.waitFor()
    one.standIn.change((world) => ({ ...world, people: [aPerson({ onDeck: false })] }))
    await toggle.click({ force: true })
    await expect.poll(() => toggle.isChecked()).toBe(false)
  })

  it('take a PIN that is one, and show it nowhere', async () => {
    const one = await look({ ...idleWorld(), people: [aChild()] })
    const input = one.page.getByLabel('PIN of Theo', { exact: true })
    const keep = one.page.getByRole('button', { name: 'Keep the PIN' })
    await input.fill('12')
    expect(await keep.isDisabled()).toBe(true)
    await input.fill('2468')
    await keep.click()
    await expect.poll(() => chosen(one, '900003')).toEqual(['/api/v1/people/900003 {"pin":"2468"}'])
    expect(await input.inputValue()).toBe('')
    expect(await one.page.content()).not.toContain('2468')
  })

  it('say that a PIN was refused, and forget one that is kept', async () => {
    const one = await look({ ...idleWorld(), people: [aChild({ pin: 'refused' }), aPerson({ pin: 'kept' })] })
    await row(one.page, 'Theo').getByText('Plex does not take the PIN that is kept for Theo.').waitFor()
    await one.page.getByRole('button', { name: 'Forget the PIN of Mia' }).click()
    await expect.poll(() => chosen(one, '900002')).toEqual(['/api/v1/people/900002 {"pin":null}'])
  })

  it('say why a choice was refused', async () => {
    const refusing = { status: 409, title: 'Plex does not take this PIN for Theo.', hint: '' }
    const one = await look({ ...idleWorld(), people: [aChild()], refusing })
    await one.page.getByLabel('PIN of Theo', { exact: true }).fill('1111')
    await one.page.getByRole('button', { name: 'Keep the PIN' }).click()
    const alert = card(one.page).getByRole('alert')
    await alert.getByText('What you chose for Theo was refused.').waitFor()
    await alert.getByText('Plex does not take this PIN for Theo.').waitFor()
  })

  it('are nobody before the first run, or before Plex is set up, and say what comes next', async () => {
    const { page } = await look(idleWorld())
    await card(page).getByText('Who watches is learnt from Plex with the next run.').waitFor()
    const fresh = await look(freshWorld())
    await card(fresh.page).getByText('Nobody is known, because Plex is not set up.').waitFor()
  })

  it('say how others are let in when the owner is alone', async () => {
    const { page } = await look({ ...idleWorld(), people: [aPerson({ id: '1', name: 'the owner', kind: 'owner' })] })
    await card(page).getByText('USERS_TOGGLE=false').waitFor()
  })
})
