/** Finds the Chromium that browser tests drive and, where that is possible, installs Debian's. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** What a person types to get it, for messages. */
const installCommand = 'sudo apt-get install -y --no-install-recommends chromium'

/** The browser's path: PCU_CHROMIUM when set, otherwise the first known name on PATH. */
export function findChromium(): string | undefined {
  const chosen = process.env['PCU_CHROMIUM']
  return chosen ? chosen : names.map(findOnPath).find((path) => path !== undefined)
}

/** Installs Chromium when missing; answers nothing when it is there, otherwise why the browser tests cannot run. */
export function ensureChromium(): string | undefined {
  if (findChromium()) return undefined
  if (!findOnPath('apt-get'))
    return 'Chromium is not installed and this system has no apt-get: install Chromium and run again.'
  if (process.getuid?.() !== 0) return `Chromium is not installed: ${installCommand}`
  console.log('Installing Chromium for the browser tests (once)…')
  const failure = aptGet(['update']) ?? aptGet(['install', '-y', '--no-install-recommends', 'chromium'])
  if (failure) return `Chromium could not be installed (${failure}): ${installCommand}`
  return findChromium() ? undefined : `apt-get installed Chromium, but it is not on PATH: set PCU_CHROMIUM to its path.`
}

/** Answers the last line of the complaint when it failed. */
function aptGet(args: readonly string[]): string | undefined {
  const result = spawnSync('apt-get', ['-q', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  })
  if (result.status === 0) return undefined
  return result.stderr.trim().split('\n').at(-1) ?? `apt-get ${args[0]} failed`
}

function findOnPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
