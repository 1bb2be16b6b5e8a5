/** Turns a fresh clone into a running program: installs once, builds the page when its sources changed, hands over. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './bootstrap-files.mjs'
import { ensureInstalled, pinnedNode } from './bootstrap-install.mjs'
import { runUntilExit } from './bootstrap-launch.mjs'
import { withLock } from './bootstrap-lock.mjs'
import { buildWeb, isWebBuilt } from './bootstrap-web.mjs'

/** What each command runs on the pinned Node; `web` says that the page must be built first. */
const targets = {
  serve: { script: 'server/src/cli/main.ts', args: ['serve'], web: true },
  demo: { script: 'server/test/demo/main.ts', web: true },
  dev: { script: 'server/src/cli/main.ts', args: ['serve'], node: ['--watch'], web: true },
  test: { script: 'tools/test.ts', web: true },
  check: { script: 'tools/check.ts' },
  fix: { script: 'tools/check.ts', args: ['--fix'] },
  docs: { script: 'tools/generate-docs.ts' },
  bench: { script: 'server/test/bench/main.ts' },
  gallery: { script: 'web/test/gallery/main.ts' },
  prove: { script: 'server/test/prove/main.ts' }
}

/** Prepares what `command` needs and runs it; answers the exit code. Says nothing when nothing had to be done. */
export async function start(command, args) {
  if (command === 'install') return attempt(() => prepare({ web: args.includes('--web') }))
  if (!Object.hasOwn(targets, command ?? '')) {
    console.error(`Usage: node bin/start.mjs <${['install', ...Object.keys(targets)].join('|')}> [arguments]`)
    return 2
  }
  const { script, args: fixed = [], node = [], web = false } = targets[command]
  return attempt(async () => {
    await prepare({ web })
    if (!existsSync(join(root, script))) throw new Error(`${script} is missing: is this checkout complete?`)
    return runUntilExit(pinnedNode(), [...node, script, ...fixed, ...args])
  })
}

async function attempt(work) {
  try {
    return (await work()) ?? 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return error?.exitCode ?? 1
  }
}

/** Installs when needed and, with `web`, builds the page when needed. Throws an Error worded for a person. */
async function prepare({ web }) {
  await ensureInstalled()
  if (web && !isWebBuilt()) await withLock((onStart) => (isWebBuilt() ? undefined : buildWeb(pinnedNode(), onStart)))
}
