/** Measures a cold `pcu plan` against a simulated server of 100,000 items at 5 ms latency: requests, wall time, peak memory, each process on its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { ms } from './median.ts'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))
const latencyMs = 5

const startPlex = async () => {
  const options = ['--movies', '30000', '--shows', '1400', '--latency', String(latencyMs), '--cached-pages', '200']
  const child = spawn(process.execPath, [path('../../../tools/run-fakes.ts'), ...options], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const started: { readonly url: string; readonly tokens: Readonly<Record<string, string>> } = JSON.parse(String(line))
  return { child, ...started }
}

/** Peak resident memory so far, bytes, as the kernel counts it. */
const peakOf = (pid: number): number => {
  try {
    return Number(/VmHWM:\s+(\d+) kB/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    // The process ended between two looks; the last look counts.
    return 0
  }
}

interface Figures {
  readonly wallMs: number
  readonly peakBytes: number
  readonly requests: number
  readonly sentence: string
}

const coldPlan = async (env: Readonly<Record<string, string | undefined>>): Promise<Figures> => {
  const begun = performance.now()
  const child = spawn(path('../../../bin/pcu'), ['plan', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit']
  })
  let peakBytes = 0
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, peakOf(child.pid ?? 0))
  }, 10)
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  await once(child, 'close')
  clearInterval(watch)
  const report: { readonly requests: number; readonly sentence: string } = JSON.parse(text)
  return { wallMs: performance.now() - begun, peakBytes, requests: report.requests, sentence: report.sentence }
}

const root = realpathSync(mkdtempSync(`${tmpdir()}/bench-`))
for (const name of ['array', 'pool']) mkdirSync(`${root}/${name}`)
const plex = await startPlex()
const env = {
  PATH: process.env['PATH'],
  PLEX_URL: plex.url,
  USERS_TOGGLE: 'false',
  WATCHLIST_TOGGLE: 'false',
  PLEX_TOKEN: plex.tokens['owner'],
  REAL_SOURCE: `${root}/array`,
  CACHE_DIR: `${root}/pool`,
  ALLOW_SAME_FILESYSTEM: 'true',
  ALLOW_VOLATILE_POOL: 'true',
  DATA_DIR: `${root}/data`,
  LOG_DIR: `${root}/logs`
}
try {
  await coldPlan(env)
  const all = [await coldPlan(env), await coldPlan(env), await coldPlan(env)].toSorted((a, b) => a.wallMs - b.wallMs)
  const figures = all[1]
  if (figures === undefined) throw new Error('nothing was measured')
  const aimMs = 1.5 * ((figures.requests / 3) * latencyMs + 1500)
  const peak = Math.round(Math.max(...all.map(({ peakBytes }) => peakBytes)) / 1e6)
  process.stdout.write(
    `cold plan: ${figures.requests} requests (aim 110), ${ms(figures.wallMs)} whole process (aim ${ms(aimMs)}), peak RSS ${peak} MB (aim 200 MB): ${figures.sentence}\n`
  )
} finally {
  plex.child.kill('SIGTERM')
  await once(plex.child, 'exit')
  rmSync(root, { recursive: true, force: true })
}
