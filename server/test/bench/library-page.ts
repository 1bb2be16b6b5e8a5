/** Measures the page Library in a real browser on the real server with 100 000 titles: when it can be used, and how long its frames take while it is scrolled. */
import { existsSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { drag, type Scrolled, tasksIn, watchPage, wheel } from './lab/frames.ts'
import { openLargeLibrary } from './lab/large-library.ts'
import { ms } from './median.ts'

const usableAimMs = 1500
const frameAimMs = 50
const visits = 5
const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
/** What is asked of the page is asked as text, which its policy would refuse. */
const window = { viewport: { width: 1280, height: 900 }, bypassCSP: true }

const say = (text: string): void => void process.stdout.write(`library-page: ${text}\n`)
const load = (): string => `load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`
const share = (all: readonly number[], part: number): number =>
  all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * part))] ?? Number.NaN

/** A browser that has never been here opens the address; answers how long it took until the first title could be used. */
const visit = async (browser: Browser, address: string): Promise<number> => {
  const context = await browser.newContext(window)
  const page = await context.newPage()
  await page.addInitScript(watchPage)
  await page.goto(address)
  await page.waitForFunction('window.usableMs !== undefined')
  const usable: number = await page.evaluate('window.usableMs')
  await context.close()
  return usable
}

const scroll = async (
  browser: Browser,
  address: string,
  how: string
): Promise<Scrolled & { readonly tasks: readonly number[] }> => {
  const context = await browser.newContext(window)
  const page = await context.newPage()
  await page.addInitScript(watchPage)
  await page.goto(address)
  await page.waitForFunction('window.usableMs !== undefined')
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline']
  })
  const told: Scrolled = await page.evaluate(how)
  const trace = await browser.stopTracing()
  await context.close()
  return { ...told, tasks: tasksIn(trace.toString()) }
}

const measure = async (browser: Browser, address: string, name: string): Promise<boolean> => {
  const took: number[] = []
  for (let n = 0; n < visits; n += 1) took.push(await visit(browser, address))
  const worst = Math.max(...took)
  say(
    `${name}: can be used after ${ms(share(took, 0.5))} (worst of ${visits} first visits ${ms(worst)}, aim ${usableAimMs} ms; ${load()})`
  )
  let isMissed = worst > usableAimMs
  for (const [how, script] of [
    ['wheel', wheel],
    ['scroll bar', drag]
  ] as const) {
    const { took: frames, long, rows, tasks } = await scroll(browser, address, script)
    const over = frames.filter((frame) => frame > frameAimMs).length
    isMissed ||= over > 0
    say(
      `${name}, ${how}: frames p50 ${ms(share(frames, 0.5))}, p95 ${ms(share(frames, 0.95))}, worst ${ms(Math.max(...frames))}; ${over} of ${frames.length} over ${frameAimMs} ms, of which the page itself worked so long in ${long.length}; ${rows} rows exist (${load()})`
    )
    say(
      `${name}, ${how}: processor time of the page’s longest task ${Math.max(...tasks).toFixed(1)} ms, of the 20th longest ${(tasks.toSorted((a, b) => b - a)[19] ?? 0).toFixed(1)} ms, of all ${ms(tasks.reduce((sum, task) => sum + task, 0))} in ${frames.length} frames`
    )
  }
  return isMissed
}

const pageFolder = join(import.meta.dirname, '..', '..', '..', 'web', 'dist')
const executablePath = [process.env['CHROMIUM_PATH'] ?? '', ...usual].find((path) => existsSync(path))
if (!existsSync(join(pageFolder, 'index.html')) || executablePath === undefined) {
  say('needs a built page (npm start builds it) and Chromium (npm test installs it)')
  process.exitCode = 1
} else {
  const { app, titles, cached } = openLargeLibrary(pageFolder)
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
  say(`${titles} titles, ${cached} on the pool`)
  const whole = await measure(browser, `${address}/library`, 'all titles')
  const part = await measure(browser, `${address}/library?state=cached`, 'those on the pool')
  await browser.close()
  await app.close()
  process.exitCode = whole || part ? 1 : 0
}
