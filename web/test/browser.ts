/** A real browser for the tests: builds the page when it is not fresh, opens it on a stand-in, keeps what the browser complained about. */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type StandIn, startStandIn } from './stand-in.ts'
import type { World } from './worlds.ts'

const WEB = join(import.meta.dirname, '..')
export const DIST = join(WEB, 'dist')
const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where Chromium is on this machine; undefined when there is none. */
export const chromiumPath: string | undefined = [process.env['CHROMIUM_PATH'] ?? '', ...CANDIDATES].find(existsSync)

const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

/** Starts Chromium with a profile of its own in a temporary folder, which is removed when it is closed. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ args: QUIET, ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }) })

const newest = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs)
  )

const isFresh = (): boolean => {
  const built = join(DIST, 'index.html')
  if (!existsSync(built)) return false
  const sources = [join(WEB, 'src'), join(WEB, 'public'), join(WEB, '..', 'contract', 'src')].map(newest)
  const files = ['index.html', 'vite.config.ts', 'package.json'].map((name) => statSync(join(WEB, name)).mtimeMs)
  return statSync(built).mtimeMs > Math.max(...sources, ...files)
}

/** Builds `web/dist` unless it is newer than everything it is made of. */
export async function ensureBuilt(): Promise<void> {
  if (isFresh()) return
  const vite = join(WEB, '..', 'node_modules', 'vite', 'bin', 'vite.js')
  const { NODE_ENV: _testing, ...env } = process.env
  await promisify(execFile)(process.execPath, [vite, 'build'], { cwd: WEB, env })
}

/** How a page is looked at. */
export interface Look {
  readonly width?: number
  readonly scheme?: 'dark' | 'light'
  readonly reducedMotion?: 'reduce' | 'no-preference'
  /** The page's address below the prefix, without a slash before it; the dashboard when left out. */
  readonly at?: string
  readonly language?: 'en' | 'de'
  /** Does not wait until everything is there. */
  readonly early?: boolean
}

/** A page on its own stand-in. */
export interface Opened {
  readonly page: Page
  readonly standIn: StandIn
  /** What the browser wrote as an error or warning, and what the page threw. */
  readonly complaints: string[]
  readonly close: () => Promise<void>
}

/** Opens the dashboard of a world and waits until it listens to events. */
export async function open(browser: Browser, world: World, look: Look = {}): Promise<Opened> {
  const standIn = await startStandIn(world)
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: 900 },
    reducedMotion: look.reducedMotion ?? 'no-preference',
    locale: look.language ?? 'en'
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (said) => {
    if (said.type() === 'error' || said.type() === 'warning') complaints.push(said.text())
  })
  await page.addInitScript((scheme) => {
    if (localStorage.length === 0) localStorage.setItem('mantine-color-scheme-value', scheme)
  }, look.scheme ?? 'dark')
  await page.goto(new URL(look.at ?? '', standIn.url).href)
  if (look.early !== true) {
    await standIn.listened()
    await page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('[data-waiting]'))
  }
  return {
    page,
    standIn,
    complaints,
    close: async () => {
      await context.close()
      await standIn.close()
    }
  }
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What passes is not written down, and no second page is opened to join the findings of frames: that took most of the time. */
const look = async (page: Page): Promise<readonly string[]> => {
  if (page.frames().length > 1)
    throw new Error('A frame is not looked at here: join its findings (setLegacyMode(false)).')
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ runOnly: standards, resultTypes: ['violations'] })
    .analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

/**
 * What breaks the accessibility rules (axe: WCAG 2.2 A and AA, best practice), as `rule: element`. A finding counts when a
 * second look still has it: a list that arrives while axe scrolls changes what lies under a text for a moment.
 */
export async function breaches(page: Page): Promise<string[]> {
  const first = await look(page)
  if (first.length === 0) return []
  const second = await look(page)
  return second.filter((finding) => first.includes(finding))
}

/** How many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth))
